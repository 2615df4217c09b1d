package import Kernel
package import Store

extension Billing {
    /// Sets aside what a job may cost, until its pictures are captured and the rest is released.
    ///
    /// Asking twice for one job holds once: a client's retry must not cost twice.
    /// - Throws: `BillingError`, and then nothing has changed.
    package func hold(
        _ charge: Charge,
        for job: JobID,
        of payer: SubjectID,
        in tx: Transaction
    ) throws {
        let ledger = LedgerRecords(tx)
        try ledger.lock(payer)
        guard try ledger.held(for: job) == nil else { return }
        try require(charge, of: payer, ledger)
        let now = clock.now()
        let entry = LedgerEntry(
            id: ids.next(),
            payer: payer,
            kind: .hold,
            job: job,
            position: nil,
            credits: charge.total,
            images: charge.images,
            day: now.day,
            madeAt: now,
            key: charge.budget?.key,
            model: charge.model
        )
        try ledger.insert(entry)
    }

    private func require(
        _ charge: Charge,
        of payer: SubjectID,
        _ ledger: LedgerRecords
    ) throws {
        if charge.total > .zero {
            let free = try ledger.freeCredits(of: payer)
            guard free >= charge.total else {
                throw BillingError.insufficientCredits(needed: charge.total, free: free)
            }
        }
        if let limit = charge.dailyLimit {
            let used = try ledger.images(of: payer, on: clock.now().day)
            guard used + charge.images <= limit else {
                throw BillingError.quotaExceeded(limit: limit, left: max(0, limit - used))
            }
        }
        if let budget = charge.budget { try require(charge, within: budget, ledger) }
    }

    private func require(
        _ charge: Charge,
        within budget: KeyBudget,
        _ ledger: LedgerRecords
    ) throws {
        let today = clock.now().day
        if let limit = budget.imagesPerDay {
            let used = try ledger.spent(by: budget.key, since: today).images
            guard used + charge.images <= limit else {
                throw BillingError.keyImagesExceeded(limit: limit, left: max(0, limit - used))
            }
        }
        if let limit = budget.creditsPerMonth, charge.total > .zero {
            let used = try ledger.spent(by: budget.key, since: today - Self.daysOfMonth + 1).credits
            guard used + charge.total <= limit else {
                throw BillingError.keyCreditsExceeded(limit: limit, left: max(.zero, limit - used))
            }
        }
    }

    /// Of a key's budget: so many days up to today.
    static let daysOfMonth = 30
}
