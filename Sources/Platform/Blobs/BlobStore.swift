package import FoundationEssentials
import Glibc
package import Kernel

/// Where sealed files lie, behind a seam that a folder fills today and an S3-compatible store can fill too.
///
/// It sees sealed bytes only. A file is there whole or not at all, whatever happens while it is written.
package protocol BlobStore: Sendable {
    /// Writes a file; it is on disk, under its name, when this returns.
    ///
    /// An older one of that name is replaced. `fill` hands over the pieces one after another, on a thread that may block.
    func write(
        _ name: BlobName,
        _ fill: @escaping @Sendable (_ append: (Data) throws -> Void) throws -> Void
    ) async throws

    /// Begins a file whose pieces come one after another from elsewhere; nothing has its name before `finish`.
    func begin(_ name: BlobName) async throws -> any BlobWriter

    /// Opens a file for reading, or answers nil when there is none.
    func open(_ name: BlobName) async throws -> (any BlobReader)?

    /// Deletes files; ones that are gone already are no error.
    func delete(_ names: [BlobName]) async throws

    /// Removes what a crash left half-written. Only the process that alone writes here may call it, before it writes.
    func recover() async throws

    /// The files that are there and when each was written, for collecting what nothing refers to.
    func list() async throws -> [StoredBlob]
}

/// A file that is being written, by one task.
package protocol BlobWriter: Sendable {
    func append(_ bytes: Data) async throws

    /// Puts the file under its name; it is on disk when this returns.
    func finish() async throws

    /// Removes what was written so far.
    func discard() async
}

/// An open file.
package protocol BlobReader: Sendable {
    /// In bytes, of the sealed form.
    var size: Int { get }

    /// Reads `count` bytes, fewer only at the end.
    func read(_ count: Int, at offset: Int) async throws -> Data

    /// The same on the caller's thread, which may block: for libraries that ask for bytes themselves.
    func readNow(_ count: Int, at offset: Int) throws -> Data
}

package struct StoredBlob: Hashable, Sendable {
    package let name: BlobName
    package let writtenAt: Timestamp

    package init(name: BlobName, writtenAt: Timestamp) {
        self.name = name
        self.writtenAt = writtenAt
    }
}

package enum BlobError: Error, Hashable, Sendable {
    /// The disk is full, or a size limit was met; nothing is left behind.
    case diskFull
    case notWritable
    case failed(code: Int32)

    init(errno code: Int32) {
        self =
            switch code {
            case ENOSPC, EDQUOT, EFBIG: .diskFull
            case EACCES, EROFS, EPERM: .notWritable
            default: .failed(code: code)
            }
    }
}
