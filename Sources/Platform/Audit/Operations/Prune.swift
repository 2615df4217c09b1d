import Kernel
import Store

extension AuditLog {
    /// How long it is kept what an act was and whom it was about (X3).
    package static let yearsOfDetails = 3
    private static let detailsKept: Duration = .days(365 * yearsOfDetails)
    /// Acts whose details go in one transaction.
    private static let pruneStep = 500

    /// Deletes what acts of three years ago were and whom they were about.
    ///
    /// Their leaves stay, with a type, a time and values that are random without the details: every root and proof stays valid.
    package func prune() async throws {
        let end = clock.now() - Self.detailsKept
        var isMore = true
        while isMore {
            isMore = try await store.write { tx in
                let details = DetailRecords(tx)
                let old = try details.oldest(limit: Self.pruneStep).filter { $0.at < end }
                try details.delete(of: old.map(\.leaf))
                return old.count == Self.pruneStep
            }
        }
    }
}
