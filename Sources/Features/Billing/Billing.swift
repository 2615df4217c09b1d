package import Kernel
package import Store

/// Credits and quotas: what a person has, what is set aside for a running job, what was spent.
///
/// The ledger only grows. A balance is a sum over it and is stored nowhere. Each operation runs in the transaction of
/// whatever it pays for, so that money and pictures never disagree.
package struct Billing: Sendable {
    let clock: Clock
    let ids: IDs

    package init(clock: Clock, ids: IDs) {
        self.clock = clock
        self.ids = ids
    }

    /// What the person could spend now.
    package func freeCredits(of payer: SubjectID, in tx: Transaction) throws -> Credits {
        try LedgerRecords(tx).freeCredits(of: payer)
    }

    /// What jobs of a key hold or have spent: pictures today, credits in the last thirty days.
    package func spent(by key: APIKeyID, in tx: Transaction) throws -> KeySpending {
        let (ledger, today) = (LedgerRecords(tx), clock.now().day)
        return try KeySpending(
            imagesToday: ledger.spent(by: key, since: today).images,
            creditsOfMonth: ledger.spent(by: key, since: today - Self.daysOfMonth + 1).credits
        )
    }

    /// How many pictures of today's quota are used or set aside.
    package func imagesToday(of payer: SubjectID, in tx: Transaction) throws -> Int {
        try LedgerRecords(tx).images(of: payer, on: clock.now().day)
    }
}

package enum BillingError: Error, Hashable {
    case insufficientCredits(needed: Credits, free: Credits)
    /// The day's quota of pictures is used up.
    /// So many a day, of which `left` are left.
    case quotaExceeded(limit: Int, left: Int)
    /// The day's pictures of the key are used up.
    case keyImagesExceeded(limit: Int, left: Int)
    case keyCreditsExceeded(limit: Credits, left: Credits)
}

extension Timestamp {
    /// Days since 1970-01-01 in UTC.
    var day: Int { Int(milliseconds / Duration.days(1).wholeMilliseconds) }
}
