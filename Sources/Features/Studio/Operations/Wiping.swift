import Billing
package import Blobs
package import Kernel
import Purposes
import Queue
package import Store
import Vault

/// What Studio offers to whoever deletes what people have made, in that one's transactions.
extension Studio {
    /// Ends jobs that wait or run and will go; what they held is released.
    /// - Returns: those that run, to be told once the transaction has committed.
    package func stop(_ wipe: Wipe, in tx: Transaction) throws -> [UUIDv7] {
        try WipeRecords(tx, wipe).openJobs().compactMap { id -> UUIDv7? in
            guard try queue.cancel(RunJob.type, on: id.value, in: tx) == .removed else { return id.value }
            try billing.release(holdOf: id, in: tx)
            let end = JobEnd(status: .canceled, failure: nil, notes: nil)
            try JobRecords(tx).finish(id, end, at: clock.now())
            return nil
        }
    }

    package func counts(of wipe: Wipe, in tx: Transaction) throws -> [(store: String, rows: Int)] {
        try WipeRecords(tx, wipe).counts()
    }

    package func files(of wipe: Wipe, in tx: Transaction) throws -> [BlobName] {
        // A picture's files go by its name: its row may be gone already.
        try wipe.image.map(StoredForm.names) ?? WipeRecords(tx, wipe).imageIDs().flatMap(StoredForm.names)
    }

    package func delete(_ wipe: Wipe, in tx: Transaction) throws {
        try WipeRecords(tx, wipe).delete()
    }

    package func owner(of job: JobID, in tx: Transaction) throws -> SubjectID? {
        try JobRecords(tx).job(job)?.subject
    }

    package func owner(of image: ImageID, in tx: Transaction) throws -> SubjectID? {
        try ImageRecords(tx).owner(of: image)
    }

    /// Gives one picture with the job that made it, or one whole job, to whoever keeps it under a legal hold, sealed anew; the
    /// job's other pictures stay their person's.
    ///
    /// May be called again after a crash, as long as the owner's key is there.
    package func hand(
        _ image: ImageID?,
        of job: JobID?,
        from owner: SubjectID,
        to keeper: SubjectID
    ) async throws {
        let found = try await store.read { tx -> (JobRow, [ImageID])? in
            let id = try job ?? image.flatMap { try ImageRecords(tx).job(of: $0) }
            guard let id, let row = try JobRecords(tx).job(id, of: owner) else { return nil }
            return (row, try image.map { [$0] } ?? ImageRecords(tx).pictures(of: id).map(\.id))
        }
        guard let (row, pictures) = found else { return }
        let old = try await gate.permit(HonourRights.self, for: owner)
        let new = try await gate.permit(HonourRights.self, for: keeper)
        for name in pictures.flatMap(StoredForm.names) { try await blobs.reseal(name, from: old, to: new) }
        let prompt = try await vault.seal(
            vault.open(row.prompt, under: old),
            at: .prompt(of: row.id),
            under: new
        )
        var notes: Sealed?
        if let sealed = row.notes {
            notes = try await vault.seal(vault.open(sealed, under: old), at: .notes(of: row.id), under: new)
        }
        let moved = MovedJob(id: row.id, owner: keeper, prompt: prompt, notes: notes, words: [])
        try await store.write { tx in
            guard try JobRecords(tx).hand(moved, from: owner) else { return }
            try RequestRecords(tx).forget(row.id)
            for picture in pictures { try ImageRecords(tx).hand(picture, to: keeper) }
        }
    }
}
