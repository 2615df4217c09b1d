import Kernel
import Queue
import Store

extension Privacy {
    /// Queues again what was begun and never finished: after a crash, or after tries that all failed.
    /// - Returns: how many deletions were open.
    @discardableResult
    package func resumeErasures() async throws -> Int {
        try await endLiftedHolds()
        let queue = queue
        let open = try await store.write { tx in
            let subjects = try ErasureRecords(tx).open(limit: Self.resumeLimit)
            for subject in subjects {
                try queue.add(NewWork(EraseRemains.type, on: subject.value, of: nil), in: tx)
            }
            let removals = try RemovalRecords(tx).begun(limit: Self.resumeLimit)
            for id in removals {
                try queue.add(NewWork(RemoveContent.type, on: id.value, of: nil), in: tx)
            }
            return subjects.count + removals.count
        }
        if open > 0 { queue.wake() }
        return open
    }

    private static let resumeLimit = 1_000
}
