import Blobs
package import Kernel
import Queue
import Store
import Vault

extension Privacy {
    /// Deletes one picture of a person for good: its row with the ledger line, then its files; the journals follow.
    /// - Throws: `Problem` `not_found`, for other people's pictures too; `held` while a hold keeps it.
    package func remove(_ image: ImageID, of subject: SubjectID) async throws {
        let (now, queue, content) = (clock.now(), queue, content)
        let line = Removal(.image, of: subject, image: image, id: ids.next(), at: now, due: now).begun(
            at: now
        )
        let (choice, checkpoint) = (ContentChoice(of: subject, madeUntil: now, image: image), checkpoint)
        let names = try await store.write(surviving: .powerCut) { tx -> [BlobName] in
            guard try content.owner(of: .image(image), in: tx) == subject else { throw Problem(.notFound) }
            if !checkpoint.skips("hold") {
                // A held job keeps its pictures.
                var records = [RecordName.image(image)]
                if let job = try content.job(of: image, in: tx) { records.append(.job(job)) }
                try HoldRecords(tx).requireFree(records)
            }
            let names = try content.files(of: choice, in: tx)
            let counts = try content.counts(of: choice, in: tx).filter { $0.before > 0 }
            try RemovalRecords(tx).insert(line)
            try RemovalRecords(tx).keep(counts, of: line.id)
            try content.delete(choice, in: tx)
            try queue.add(NewWork(RemoveContent.type, on: line.id.value, of: nil), in: tx)
            return names
        }
        await checkpoint.reach("image.ledger")
        // After the row: a crash in between leaves files that nothing refers to, and those are collected.
        try await blobs.delete(names)
        try await ring.note(line.erased(of: subject, at: now))
        queue.wake()
    }
}

extension Removal {
    func begun(at moment: Timestamp) -> Removal {
        Removal(
            id: id,
            subject: subject,
            scope: scope,
            image: image,
            askedAt: askedAt,
            dueAt: dueAt,
            canceledAt: canceledAt,
            begunAt: moment,
            finishedAt: finishedAt,
            counts: counts,
            retained: retained
        )
    }
}
