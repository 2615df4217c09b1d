import App
import FoundationEssentials
import Imaging
import NanoBananaPro
import Wire

/// One job of a server's, from files to files: what `OneOff` does in this process.
struct ServerRun {
    let studio: NanoBananaPro

    /// Makes the pictures, shows how far they are, and writes them once all are here.
    /// - Throws: `ServerRefusal` with a sentence for the terminal.
    func write(_ request: OneOff.Request, to target: OutputTarget) async throws {
        let job = try await order(request)
        var files: [Data] = []
        for picture in job.pictures {
            files.append(try await file(of: picture.id, for: request))
        }
        for note in job.notes { Terminal.say("nbp: \(note.detail)\n") }
        for (number, file) in files.enumerated() {
            try target.write(file, number: number + 1)
        }
    }

    private func order(_ request: OneOff.Request) async throws -> NanoBananaPro.Job {
        let pictures = try await upload(request.files)
        let masks = try await upload(request.mask.map { [$0] } ?? [], isMask: true)
        let order = NanoBananaPro.Order(request.order(of: pictures, mask: masks.first))
        let bar = ProgressBar()
        defer { bar.clear() }
        do {
            return try await studio.run(order) { update in
                if case .progress(let fraction, let stage) = update { bar.show(fraction, stage) }
            }
        } catch let error as NanoBananaProError {
            // Commands about pictures and documents have many places to be wrong in.
            throw ServerRefusal(error, at: request.body.task == nil ? nil : error.field)
        }
    }

    /// The ids of the pictures that the files become.
    private func upload(_ files: [OneOff.File], isMask: Bool = false) async throws -> [String] {
        guard !files.isEmpty else { return [] }
        do {
            let pictures = files.map {
                NanoBananaPro.PictureFile($0.bytes, name: URL(filePath: $0.path).lastPathComponent)
            }
            return try await studio.upload(pictures, isMask: isMask).map(\.id.text)
        } catch let error as NanoBananaProError {
            throw ServerRefusal(error, at: error.field.map { Self.path($0, files) })
        }
    }

    /// The path of a file as the server counts them: `file`, or `file.2` for the second of several.
    private static func path(_ field: String, _ files: [OneOff.File]) -> String {
        let number = field.split(separator: ".").last.flatMap { Int($0) } ?? 1
        return files.indices.contains(number - 1) ? files[number - 1].path : field
    }

    private func file(of id: NanoBananaPro.Picture.ID, for request: OneOff.Request) async throws -> Data {
        do {
            return try await studio.file(
                of: id,
                as: NanoBananaPro.FileFormat(rawValue: request.format.rawValue)
            )
        } catch let error as NanoBananaProError {
            throw ServerRefusal(error)
        }
    }
}

/// What a server or the way to it refused, in one line.
struct ServerRefusal: Error, CustomStringConvertible {
    let description: String

    init(_ error: NanoBananaProError, at place: String? = nil) {
        let words = error.detail.split(whereSeparator: \.isNewline).joined(separator: " ")
        description = (place.map { "\($0): " } ?? "") + words
    }
}
