package import Kernel
package import Store

extension Archives {
    /// How many archives of somebody wait to be fetched, and since when.
    package static func tallyFiles(
        of subject: SubjectID,
        at now: Timestamp,
        in tx: Transaction
    ) throws -> FileTally {
        try ExportRecords(tx).tally(of: subject, at: now)
    }
}
