package import Kernel
package import Store

extension Billing {
    /// The pictures of a job that were spent for, by their positions, those too that were deleted since.
    package func capturedPositions(of job: JobID, in tx: Transaction) throws -> Set<Int> {
        try LedgerRecords(tx).capturedPositions(of: job)
    }

    /// Spends what was held for one picture, in the transaction that stores the picture.
    ///
    /// Capturing twice spends once; what was never held, or is free again, is not spent.
    package func capture(
        _ price: Credits,
        forImage position: Int,
        of job: JobID,
        in tx: Transaction
    ) throws {
        let ledger = LedgerRecords(tx)
        guard let held = try ledger.held(for: job), try !ledger.isReleased(job) else { return }
        let spent = try ledger.captured(of: job)
        guard spent.images < held.images, spent.credits + price <= held.credits else { return }
        try ledger.insert(
            LedgerEntry(
                id: ids.next(),
                payer: held.payer,
                kind: .capture,
                job: job,
                position: position,
                credits: price,
                images: 1,
                day: held.day,
                madeAt: clock.now(),
                key: held.key,
                model: held.model
            )
        )
    }
}
