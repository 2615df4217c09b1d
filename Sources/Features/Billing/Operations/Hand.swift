package import Kernel
package import Store

extension Billing {
    /// Puts a job's lines, or with nil those of no job, into another subject's ledger, when two subjects turn out to be one
    /// person.
    ///
    /// The lines stay what they were, ids, days and amounts; only whose they are is written anew.
    package func hand(
        entriesOf job: JobID?,
        from giver: SubjectID,
        to taker: SubjectID,
        in tx: Transaction
    ) throws {
        let ledger = LedgerRecords(tx)
        try ledger.lock(giver)
        try ledger.lock(taker)
        let entries = try ledger.entries(of: giver, for: job)
        try ledger.delete(of: giver, for: job)
        for entry in entries { try ledger.insert(entry.paid(by: taker)) }
    }
}

extension LedgerEntry {
    fileprivate func paid(by payer: SubjectID) -> LedgerEntry {
        LedgerEntry(
            id: id,
            payer: payer,
            kind: kind,
            job: job,
            position: position,
            credits: credits,
            images: images,
            day: day,
            madeAt: madeAt,
            key: key,
            model: model
        )
    }
}
