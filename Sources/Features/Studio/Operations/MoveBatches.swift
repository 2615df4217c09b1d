import FoundationEssentials
import Kernel
import Purposes
import Queue
import Store
import Vault

extension Studio {
    /// Batches go before the jobs that they made, so that what they order next is their new owner's; one at a time, for the same reason
    /// as jobs.
    func moveBatches(from giver: SubjectID, to taker: SubjectID) async throws {
        while let batch = try await store.read({ tx in
            try BatchRecords(tx, of: giver).batches(before: nil, limit: 1).first
        }) {
            try Task.checkCancellation()
            let old = try await gate.permit(ProvideService.self, for: giver)
            let new = try await gate.permit(ProvideService.self, for: taker)
            let moved = try await moved(batch, from: old, to: new)
            let studio = self
            try await store.write { tx in
                guard try BatchRecords(tx, of: giver).hand(moved, to: taker) else { return }
                // One that is fed just now stops, and is queued again for its new owner.
                _ = try studio.queue.cancel(FeedBatch.type, on: batch.id.value, in: tx)
                guard try BatchRecords(tx, of: taker).firstWaiting(of: batch.id) != nil else { return }
                try studio.feed([batch.id], of: taker, in: tx)
            }
            queue.announceCancel(of: batch.id.value)
            await checkpoint.reach("move.batch")
        }
        try await store.write { tx in try BatchDayRecords(tx, of: giver).hand(to: taker) }
    }

    private func moved(
        _ batch: StoredBatch,
        from old: borrowing Permit<ProvideService>,
        to new: borrowing Permit<ProvideService>
    ) async throws -> MovedBatch {
        let giver = old.subject
        let stored = try await store.read { tx in
            try BatchRecords(tx, of: giver).rows(of: batch.id, after: -1, limit: BatchSheet.mostRows)
        }
        var rows: [MovedBatch.Row] = []
        for row in stored {
            var details: Sealed?
            if let sealed = row.details {
                details = try await reseal(sealed, at: .details(of: row.id), from: old, to: new).sealed
            }
            let content = try await reseal(row.content, at: .content(of: row.id), from: old, to: new).sealed
            rows.append(MovedBatch.Row(id: row.id, content: content, details: details))
        }
        let recipe = try await reseal(batch.recipe, at: .recipe(of: batch.id), from: old, to: new).sealed
        return MovedBatch(id: batch.id, recipe: recipe, rows: rows)
    }
}
