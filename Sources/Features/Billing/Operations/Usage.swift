package import Kernel
package import Store

extension Billing {
    /// What a person used today and in thirty days, a line for each key and model; what failed or was released is not in it.
    package func usage(of payer: SubjectID, in tx: Transaction) throws -> [UsageLine] {
        let today = clock.now().day
        return try LedgerRecords(tx).usage(of: payer, on: today, since: today - Self.daysOfMonth + 1)
    }
}
