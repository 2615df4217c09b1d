import Billing
package import Blobs
package import Kernel
import Purposes
import Queue
package import Store
import Vault

/// What Studio offers to whoever deletes what people have made, in that one's transactions.
extension Studio {
    /// Ends jobs that wait or run and will go, and batches and bulks that order more; what they held is released.
    /// - Returns: those that run, to be told once the transaction has committed.
    package func stop(_ wipe: Wipe, in tx: Transaction) throws -> [UUIDv7] {
        let records = WipeRecords(tx, wipe)
        var running: [UUIDv7] = []
        for batch in try records.batches() {
            try BatchRecords(tx, of: wipe.subject).cancelWaiting(of: batch)
            if try queue.cancel(FeedBatch.type, on: batch.value, in: tx) == .asked {
                running.append(batch.value)
            }
        }
        for bulk in try records.bulks() {
            try BulkRecords(tx, of: wipe.subject).cancelWaiting(of: bulk)
            if try queue.cancel(FeedBulk.type, on: bulk.value, in: tx) == .asked {
                running.append(bulk.value)
            }
        }
        return try running
            + records.openJobs().compactMap { id -> UUIDv7? in
                guard try cancelWork(of: id, in: tx) == .removed else { return id.value }
                try billing.release(holdOf: id, in: tx)
                try finish(id, JobEnd(status: .canceled, failure: nil, notes: nil), in: tx)
                return nil
            }
    }

    package func counts(of wipe: Wipe, in tx: Transaction) throws -> [(store: String, rows: Int)] {
        try WipeRecords(tx, wipe).counts()
    }

    package func files(of wipe: Wipe, in tx: Transaction) throws -> [BlobName] {
        // A picture's files go by its name: its row may be gone already.
        if let image = wipe.image { return StoredForm.names(of: image) }
        let records = WipeRecords(tx, wipe)
        return try records.imageIDs().flatMap(StoredForm.names)
            + records.deliveries().map { BlobName(deliveryOf: $0) }
            + records.files().map { BlobName(linesOf: $0) }
    }

    /// Of one picture its owner's listeners are told; of all that somebody made nobody is.
    package func delete(_ wipe: Wipe, in tx: Transaction) throws {
        if let image = wipe.image, let owner = try owner(of: image, in: tx) {
            try listener.hear(.imageDeleted(image), of: owner, in: tx)
        }
        try WipeRecords(tx, wipe).delete()
    }

    package func owner(of job: JobID, in tx: Transaction) throws -> SubjectID? {
        try JobRecords(tx).job(job)?.subject
    }

    package func owner(of image: ImageID, in tx: Transaction) throws -> SubjectID? {
        try ImageRecords(tx).owner(of: image)
    }

    /// The job that made a picture; nil for one that is not there.
    package func job(of image: ImageID, in tx: Transaction) throws -> JobID? {
        try ImageRecords(tx).job(of: image)
    }

    /// Gives one picture with the job that made it, or one whole job, to whoever keeps it under a legal hold, sealed anew; the
    /// job's other pictures stay their person's.
    ///
    /// A job that the keeper has already is given no second time, and one that has not ended ends here. May be called again after a
    /// crash, as long as the owner's key is there.
    package func hand(
        _ image: ImageID?,
        of job: JobID?,
        from owner: SubjectID,
        to keeper: SubjectID
    ) async throws {
        typealias Parts = [(ImageID, Sealed)]
        let found = try await store.read { tx -> (JobRow, [ImageID], Parts, Parts)? in
            let id = try job ?? image.flatMap { try ImageRecords(tx).job(of: $0) }
            guard let id, let row = try JobRecords(tx).job(id), [owner, keeper].contains(row.subject) else {
                return nil
            }
            let images = ImageRecords(tx)
            let named = try image.map { [$0] } ?? images.pictures(of: id).map(\.id)
            let owned = try named.filter { try images.owner(of: $0) == owner }
            return (row, owned, try images.names(of: owned), try images.memories(of: owned))
        }
        guard let (row, pictures, names, memories) = found else { return }
        let old = try await gate.permit(HonourRights.self, for: owner)
        let new = try await gate.permit(HonourRights.self, for: keeper)
        for name in pictures.flatMap(StoredForm.names) { try await blobs.reseal(name, from: old, to: new) }
        var gift: MovedJob?
        if row.subject == owner { gift = try await sealed(row, from: old, to: new) }
        var renamed: [ImageID: Sealed] = [:]
        for (picture, name) in names {
            renamed[picture] = try await vault.seal(
                vault.open(name, under: old),
                at: .name(of: picture),
                under: new
            )
        }
        var remembered: [ImageID: Sealed] = [:]
        for (picture, memory) in memories {
            do {
                remembered[picture] = try await vault.seal(
                    vault.open(memory, under: old),
                    at: .memory(of: picture),
                    under: new
                )
            } catch VaultError.damaged {
                // The picture is handed over without it.
            }
        }
        let (moved, newNames, newMemories, studio) = (gift, renamed, remembered, self)
        try await store.write { tx in
            if let moved {
                if row.finishedAt == nil { try studio.end(moved.id, in: tx) }
                guard try JobRecords(tx).hand(moved, from: owner) else { return }
                try RequestRecords(tx).forget(moved.id)
                try InputRecords(tx).hand(inputsOf: moved.id, to: keeper)
                try CallRecords(tx).hand(callsOf: moved.id, to: keeper)
            }
            let images = ImageRecords(tx)
            for picture in pictures { try images.hand(picture, to: keeper) }
            // Whoever keeps it for a court neither shares nor arranges it.
            try ShareRecords(tx).delete(of: pictures)
            try CollectionRecords.forget(pictures, in: tx)
            try FileRecords.forget(pictures, in: tx)
            for (picture, name) in newNames { try images.setName(name, of: picture) }
            for (picture, memory) in newMemories { try images.setMemory(memory, of: picture) }
        }
    }

    private func sealed(
        _ row: JobRow,
        from old: borrowing Permit<HonourRights>,
        to new: borrowing Permit<HonourRights>
    ) async throws -> MovedJob {
        let prompt = try await vault.seal(
            vault.open(row.prompt, under: old),
            at: .prompt(of: row.id),
            under: new
        )
        var notes: Sealed?
        if let sealed = row.notes {
            notes = try await vault.seal(vault.open(sealed, under: old), at: .notes(of: row.id), under: new)
        }
        var settings: Sealed?
        if let sealed = row.settings {
            let plain = try await vault.open(sealed, under: old)
            settings = try await vault.seal(plain, at: .settings(of: row.id), under: new)
        }
        return MovedJob(
            id: row.id,
            owner: new.subject,
            prompt: prompt,
            notes: notes,
            settings: settings,
            names: [:],
            words: []
        )
    }

    /// Ends a job that waits or runs, whatever its work still does.
    private func end(_ id: JobID, in tx: Transaction) throws {
        _ = try cancelWork(of: id, in: tx)
        try billing.release(holdOf: id, in: tx)
        try finish(id, JobEnd(status: .canceled, failure: nil, notes: nil), in: tx)
    }
}
