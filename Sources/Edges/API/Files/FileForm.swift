import Blobs
import FoundationEssentials
import HTTPKit
import Hummingbird
import Kernel
import Studio

/// Reads a file that comes as a form, piece by piece: its bytes into the spool, its fields into memory.
actor FileForm {
    /// The file and its fields.
    private static let mostParts = 16
    /// Of all fields together, in bytes.
    private static let longestFields = 4_096

    private let spool: Spool
    private var parser: MultipartParser
    private var fingerprint: RequestFingerprint
    private var fields: [String: String] = [:]
    private var size = 0
    private var file: (content: SpooledFile, name: String?)?
    /// The part that is being read.
    private var head: MultipartHead?
    private var text = Data()
    private var writer: SpoolWriter?

    /// - Throws: `Problem` `unsupported_media_type`.
    init(
        contentType: String?,
        spool: Spool,
        fingerprint: RequestFingerprint
    ) throws(Problem) {
        var limits = MultipartLimits(parts: Self.mostParts)
        limits.partBytes = NewFile.longest
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

    /// The file, once the form is over, and what makes its request another one.
    /// - Throws: `Problem`.
    func finish() async throws -> (file: NewFile, fingerprint: RequestFingerprint) {
        try parser.requireEnd()
        try await end()
        guard let file else { throw Problem(.missingField, field: "file") }
        guard let word = fields["purpose"] else { throw Problem(.missingField, field: "purpose") }
        guard let purpose = StoredFile.Purpose(rawValue: word), StoredFile.Purpose.brought.contains(purpose)
        else {
            let known = StoredFile.Purpose.brought.map(\.rawValue).joined(separator: ", ")
            throw Problem(.valueUnknown, field: "purpose", ["known": known])
        }
        let new = NewFile(file.content, named: file.name, for: purpose, keptFor: try lifetime())
        return (new, fingerprint)
    }

    private func lifetime() throws(Problem) -> FileLifetime {
        if let anchor = fields["expires_after[anchor]"], anchor != "created_at" {
            throw Problem(.valueUnknown, field: "expires_after[anchor]", ["known": "created_at"])
        }
        guard let text = fields["expires_after[seconds]"] else { return .usual }
        guard let seconds = Int(text) else {
            throw Problem(.wrongFieldType, field: "expires_after[seconds]")
        }
        return try FileLifetime(seconds: seconds, field: "expires_after[seconds]")
    }

    private func begin(_ head: MultipartHead) async throws {
        try await end()
        self.head = head
        guard head.name == "file" else { return }
        guard file == nil else { throw Problem(.repeatedField, field: "file") }
        writer = try await spool.begin()
    }

    private func append(_ bytes: Data) async throws {
        if let writer { return try await writer.append(bytes) }
        size += bytes.count
        guard size <= Self.longestFields else {
            throw Problem(.bodyTooLarge, ["limit": "\(Self.longestFields / 1_024)"])
        }
        text.append(bytes)
    }

    /// Ends the part that is being read.
    private func end() async throws {
        guard let head else { return }
        self.head = nil
        fingerprint.add(Data(head.name.utf8))
        if let writer {
            self.writer = nil
            let content = try await writer.finish()
            fingerprint.add(content.digest)
            fingerprint.add(Data((head.fileName ?? "").utf8))
            file = (content, head.fileName)
            return
        }
        fingerprint.add(text)
        guard let value = String(validating: text, as: UTF8.self) else { throw Problem(.malformedBody) }
        fields[head.name] = value
        text = Data()
    }
}
