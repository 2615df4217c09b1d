package import Kernel
package import Store

extension Billing {
    /// Frees what was held for a job and not spent, in the transaction that ends the job.
    ///
    /// Releasing twice frees once.
    package func release(holdOf job: JobID, in tx: Transaction) throws {
        let ledger = LedgerRecords(tx)
        guard let held = try ledger.held(for: job) else { return }
        let spent = try ledger.captured(of: job)
        let (credits, images) = (held.credits - spent.credits, held.images - spent.images)
        guard images > 0 || credits > .zero else { return }
        try ledger.insert(
            LedgerEntry(
                id: ids.next(),
                payer: held.payer,
                kind: .release,
                job: job,
                position: nil,
                credits: credits,
                images: images,
                day: held.day,
                madeAt: clock.now(),
                key: held.key,
                model: held.model
            )
        )
    }
}
