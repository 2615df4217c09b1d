import Blobs
package import Kernel
import Purposes
import Store

/// Deleting files: whoever deletes pictures stands above Studio, and does that first.
extension Studio {
    /// Files that one round of upkeep deletes; the rest follow in the next.
    private static let expiredAtOnce = 500

    /// Forgets a file, and its lines; the picture behind it is not touched.
    ///
    /// One that is not there any more is no error: it may have gone with its picture.
    package func forget(_ id: StoredFileID, of subject: SubjectID) async throws {
        _ = try await store.write { tx in try FileRecords(tx).delete(id, of: subject) }
        await checkpoint.reach("file.row")
        try await blobs.delete([BlobName(linesOf: id)])
    }

    /// Files whose time is over.
    package func expiredFiles() async throws -> [ExpiredFile] {
        let now = clock.now()
        return try await store.read { tx in try FileRecords(tx).over(at: now, limit: Self.expiredAtOnce) }
    }
}
