import Accounts
import Engines
import FoundationEssentials
import Imaging
import Kernel
import Studio

/// A job's pictures as its request wants them: inside the answer, or as addresses.
struct AnsweredPictures: Sendable {
    /// How long an address works.
    private static let linkLifetime: Duration = .seconds(60 * 60)

    let stored: StoredPictures
    let wish: ImagesWish
    let person: Person
    let base: String

    /// The whole answer, of a job that has made pictures.
    func body(of job: Job) async throws -> Data {
        var pictures: [AnsweredPicture] = []
        var background = "opaque"
        for image in job.images.sorted(by: { $0.position < $1.position }) {
            guard wish.delivery == .inline else {
                pictures.append(.link(link(to: image)))
                continue
            }
            let bytes = try await bytes(of: image)
            if job.task == .edit, bytes.isClearPNG { background = "transparent" }
            pictures.append(.inline(bytes))
        }
        return try ImagesAnswer(job, wish, background: background).body(with: pictures)
    }

    func bytes(of image: Image) async throws -> Data {
        try await stored.bytes(of: image, as: wish.look.format, quality: wish.look.compression, for: person)
    }

    private func link(to image: Image) -> String {
        let link = stored.studio.link(
            to: image.id,
            as: wish.look.format,
            quality: wish.look.format.isLossy ? wish.look.compression : nil,
            for: Self.linkLifetime
        )
        return "\(base)/v1/images/files/\(link.text)"
    }
}

extension Data {
    /// Whether it is a PNG with a channel of transparency (PNG, section 11.2.1).
    var isClearPNG: Bool {
        let place = 25
        guard count > place, starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return false }
        return self[startIndex + place] == 6 || self[startIndex + place] == 4
    }
}
