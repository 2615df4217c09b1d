import Blobs
import Foundation
import Kernel
import NIOPosix
import TestSupport

/// The implementations of BlobStore; each passes the conformance suite.
enum BlobStoreKind: CaseIterable, Sendable {
    case files
    case memory

    func open(in folder: TempFolder) throws -> any BlobStore {
        switch self {
        case .files: try FileBlobStore(folder: folder["blobs"], threads: .singleton)
        case .memory: MemoryBlobStore(clock: .system)
        }
    }
}

extension BlobStore {
    func write(_ name: BlobName, _ pieces: [Data]) async throws {
        try await write(name) { append in
            for piece in pieces { try append(piece) }
        }
    }

    /// The whole file, or nil when there is none.
    func bytes(of name: BlobName) async throws -> Data? {
        guard let reader = try await open(name) else { return nil }
        return try await reader.read(reader.size + 10, at: 0)
    }
}

extension BlobName {
    static func sample(_ number: UInt64 = 1) -> BlobName { BlobName(.sample(number), variant: "full") }
}

/// What a test throws to interrupt writing.
struct Interruption: Error {}
