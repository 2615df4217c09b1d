import Archive
import Crypto
package import FoundationEssentials
import NIOPosix

/// An archive that can be read more than once, wherever it lies.
package struct ArchiveSource: Sendable {
    /// In bytes.
    package let size: Int
    let read: @Sendable (_ offset: Int, _ count: Int) throws -> Data

    package init(
        size: Int,
        reading read: @escaping @Sendable (_ offset: Int, _ count: Int) throws -> Data
    ) {
        self.size = size
        self.read = read
    }

    /// The threads that read archives: unpacking blocks.
    private static let threads: NIOThreadPool = {
        let threads = NIOThreadPool(numberOfThreads: 2)
        threads.start()
        return threads
    }()

    /// Goes through the files in their order; `isWanted` says of which the content is kept, up to `longest` bytes.
    ///
    /// The others are unpacked only where all are to be hashed.
    /// - Throws: `ArchiveRefusal` for an archive that is none or means harm.
    func forEachFile(
        within limits: ArchiveLimits = ArchiveLimits(),
        upTo longest: Int,
        hashingAll: Bool = false,
        keeping isWanted: @escaping @Sendable (String) -> Bool,
        _ body: (ArchivedContent) async throws -> Void
    ) async throws {
        let (size, read) = (size, read)
        let reader = try await Self.threads.runIfActive {
            try ZipReader(size: size, limits: limits, reading: read)
        }
        while true {
            try Task.checkCancellation()
            let content = try await Self.threads.runIfActive { () throws -> ArchivedContent? in
                guard let path = try reader.next() else { return nil }
                let isKept = isWanted(path.text)
                guard isKept || hashingAll else { return ArchivedContent(passedOver: path.text) }
                return try ArchivedContent(path.text, reader, longest, isKept)
            }
            guard let content else { return }
            try await body(content)
        }
    }
}

/// One file of an archive.
struct ArchivedContent: Sendable {
    let path: String
    /// Nil for what was passed over.
    let sha256: String?
    /// Nil for what is not wanted or is too long.
    let bytes: Data?
    let isDamaged: Bool

    fileprivate init(passedOver path: String) {
        self.path = path
        sha256 = nil
        bytes = nil
        isDamaged = false
    }

    fileprivate init(
        _ path: String,
        _ reader: ZipReader,
        _ longest: Int,
        _ isWanted: Bool
    ) throws {
        self.path = path
        var hash = SHA256()
        var (kept, isLong, isDamaged) = (Data(), false, false)
        do {
            while let piece = try reader.read() {
                hash.update(data: piece)
                if isWanted, kept.count + piece.count <= longest { kept.append(piece) } else { isLong = true }
            }
        } catch ArchiveRefusal.damagedFile {
            isDamaged = true
        }
        sha256 = hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        bytes = isWanted && !isLong && !isDamaged ? kept : nil
        self.isDamaged = isDamaged
    }
}
