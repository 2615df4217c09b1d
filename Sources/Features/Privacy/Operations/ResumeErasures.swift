import Kernel
import Queue
import Store

extension Privacy {
    /// Queues again what was begun and never finished: after a crash, after tries that all failed, after a restored backup.
    /// - Returns: how many erasures were open.
    @discardableResult
    package func resumeErasures() async throws -> Int {
        let open = try await store.write { tx in
            let subjects = try ErasureRecords(tx).open(limit: Self.resumeLimit)
            for subject in subjects {
                try queue.add(NewWork(EraseRemains.type, on: subject.value, of: nil), in: tx)
            }
            return subjects.count
        }
        if open > 0 { queue.wake() }
        return open
    }

    private static let resumeLimit = 1_000
}
