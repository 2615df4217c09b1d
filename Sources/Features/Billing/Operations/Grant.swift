package import Kernel
package import Store

extension Billing {
    /// Gives credits to a person.
    package func grant(
        _ credits: Credits,
        to payer: SubjectID,
        in tx: Transaction
    ) throws {
        let now = clock.now()
        let entry = LedgerEntry(
            id: ids.next(),
            payer: payer,
            kind: .grant,
            job: nil,
            position: nil,
            credits: credits,
            images: 0,
            day: now.day,
            madeAt: now
        )
        try LedgerRecords(tx).insert(entry)
    }
}
