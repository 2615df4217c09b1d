import Blobs
package import Kernel
package import Purposes
import Store

extension Studio {
    /// Deletes a picture of this person and its files for good.
    /// - Throws: `Problem` `not_found`, for other people's pictures too.
    package func delete(_ id: ImageID, under permit: borrowing Permit<ProvideService>) async throws {
        let subject = permit.subject
        let isDeleted = try await store.write { tx in try ImageRecords(tx).delete(id, of: subject) }
        guard isDeleted else { throw Problem(.notFound) }
        // After the row: a crash in between leaves files that nothing refers to, and those are collected.
        try await blobs.delete(StoredForm.names(of: id))
    }
}
