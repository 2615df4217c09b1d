import Blobs
import FoundationEssentials
import HTTPKit
import Hummingbird
import Kernel
import Studio

/// Reads an edit that is a form, piece by piece: its pictures into the spool, its fields into memory.
actor EditForm {
    /// Files and other fields together.
    private static let mostParts = 64
    /// Of all fields together, in bytes: a prompt may be 32,000 scalars, each of four.
    private static let longestFields = 512 << 10

    private let spool: Spool
    private var parser: MultipartParser
    private var fingerprint: RequestFingerprint
    private var fields: [(name: String, value: String)] = []
    private var size = 0
    private var pictures: [ShapedOrder.Picture] = []
    private var mask: ShapedOrder.Picture?
    /// The part that is being read.
    private var head: MultipartHead?
    private var text = Data()
    private var writer: SpoolWriter?

    /// - Throws: `Problem` `unsupported_media_type`.
    init(contentType: String?, spool: Spool, fingerprint: RequestFingerprint) throws(Problem) {
        var limits = MultipartLimits(parts: Self.mostParts)
        limits.partBytes = Upload.longestFile
        parser = try MultipartParser(contentType: contentType, limits: limits)
        self.spool = spool
        self.fingerprint = fingerprint
    }

    func take(_ piece: Data) async throws {
        for event in try parser.feed(piece) {
            switch event {
            case .part(let head): try await begin(head)
            case .bytes(let bytes): try await append(bytes)
            case .end: try await end()
            }
        }
    }

    /// What the form asks for, once its body is over, and what makes it another one.
    /// - Throws: `Problem`.
    func finish() async throws -> (wish: ImagesWish, fingerprint: RequestFingerprint) {
        try parser.requireEnd()
        try await end()
        var wish = try ImagesWish(OpenAIFields(form: fields))
        guard !pictures.isEmpty else { throw Problem(.missingField, field: "image") }
        (wish.order.pictures, wish.order.mask) = (pictures, mask)
        return (wish, fingerprint)
    }

    private func begin(_ head: MultipartHead) async throws {
        try await end()
        self.head = head
        switch Part(head) {
        case .field: break
        case .markup: throw Problem(.notForModel, field: "markup", ["model": "default"])
        case .picture:
            guard pictures.count < ImagesWish.mostPictures else {
                throw Problem(.tooManyImages, field: "images", ["most": "\(ImagesWish.mostPictures)"])
            }
            writer = try await spool.begin()
        case .mask:
            guard mask == nil else { throw Problem(.repeatedField, field: "mask") }
            writer = try await spool.begin()
        }
    }

    private func append(_ bytes: Data) async throws {
        if let writer {
            try await writer.append(bytes)
        } else {
            size += bytes.count
            guard size <= Self.longestFields else {
                throw Problem(.bodyTooLarge, ["limit": "\(Self.longestFields / 1_024)"])
            }
            text.append(bytes)
        }
    }

    /// Ends the part that is being read.
    private func end() async throws {
        guard let head else { return }
        self.head = nil
        fingerprint.add(Data(head.name.utf8))
        guard let writer else {
            fingerprint.add(text)
            guard let value = String(validating: text, as: UTF8.self) else {
                throw Problem(.malformedBody)
            }
            fields.append((head.name, value))
            text = Data()
            return
        }
        self.writer = nil
        let file = try await writer.finish()
        fingerprint.add(file.digest)
        guard file.size > 0 else { return try skip(head) }
        let picture = ShapedOrder.Picture.file(file, name: head.fileName)
        if Part(head) == .mask { mask = picture } else { pictures.append(picture) }
    }

    /// A browser's form sends an empty file for a field in which none was chosen.
    private func skip(_ head: MultipartHead) throws(Problem) {
        guard head.fileName?.isEmpty != false else { throw Problem(.imageUnreadable, field: "image") }
    }
}

extension EditForm {
    private enum Part {
        case picture
        case mask
        case markup
        case field

        init(_ head: MultipartHead) {
            switch head.name {
            case "mask", "mask[]": self = .mask
            case "markup": self = .markup
            case "image": self = .picture
            case let name where name.hasPrefix("image["): self = .picture
            default: self = .field
            }
        }
    }
}
