import Archive
import Crypto
import FoundationEssentials
import Kernel

/// A file of the archive, as the manifest lists it.
struct ManifestLine: Sendable {
    let path: String
    let mediaType: String
    let sha256: String
    let bytes: Int
    let records: Int?
    let data: [PersonalData]

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "path": .text(path), "media_type": .text(mediaType), "sha256": .text(sha256),
            "bytes": .integer(Int64(bytes)),
        ]
        members["records"] = records.map { .integer(Int64($0)) }
        if let first = data.first {
            members["category"] = .text(first.category.rawValue)
            members["purpose"] = .text(first.purpose.dataUse)
            members["categories"] = .texts(Set(data.map(\.category.rawValue)).sorted())
            members["purposes"] = .texts(Set(data.map(\.purpose.key)).sorted())
        }
        return .object(members)
    }
}

/// The archive as it flows: files go in, sealed or plain bytes come out, and each file is hashed on its way.
final class ArchiveStream {
    private let zip: ZipWriter
    private let now: Timestamp
    private let sink: (Data) async throws -> Void
    private var hash = SHA256()
    private var size = 0
    private(set) var lines: [ManifestLine] = []

    init(at now: Timestamp, into sink: @escaping (Data) async throws -> Void) throws {
        zip = try ZipWriter()
        self.now = now
        self.sink = sink
    }

    /// Begins a file: one that is stored as it is says its size, others are compressed.
    func begin(_ path: String, storing size: Int? = nil) throws {
        guard let path = ArchivePath(path) else { throw ArchiveRefusal.unsafePath }
        try zip.begin(path, storing: size, at: now)
        hash = SHA256()
        self.size = 0
    }

    func append(_ bytes: Data) async throws {
        hash.update(data: bytes)
        size += bytes.count
        try zip.append(bytes)
        try await drain()
    }

    func end(
        _ path: String,
        _ mediaType: String,
        records: Int? = nil,
        _ data: [PersonalData] = []
    ) {
        let digest = hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        lines.append(
            ManifestLine(
                path: path,
                mediaType: mediaType,
                sha256: digest,
                bytes: size,
                records: records,
                data: data
            )
        )
    }

    /// A small file at once.
    func add(
        _ path: String,
        _ mediaType: String,
        _ bytes: Data,
        records: Int? = nil,
        _ data: [PersonalData] = []
    ) async throws {
        try begin(path)
        try await append(bytes)
        end(path, mediaType, records: records, data)
    }

    func finish() async throws {
        try zip.finish()
        try await drain()
    }

    private func drain() async throws {
        let bytes = zip.take()
        if !bytes.isEmpty { try await sink(bytes) }
    }
}
