import Kernel
import Store

/// One line of the ledger; never changed, never deleted while the person exists.
struct LedgerEntry: Hashable, Sendable {
    enum Kind: String, SQLConvertible {
        /// Credits given or bought.
        case grant
        /// Set aside for a job: lowers what is free, and the day's quota.
        case hold
        /// A picture was delivered: what was held for it is spent.
        case capture
        /// What was held and not spent is free again.
        case release
    }

    let id: EntryID
    let payer: SubjectID
    let kind: Kind
    let job: JobID?
    /// Which picture of the job a capture pays for.
    let position: Int?
    let credits: Credits
    let images: Int
    let day: Int
    let madeAt: Timestamp
    /// The key that the job was ordered with, whose budget it counts against.
    var key: APIKeyID?
    /// The model that the job was ordered of; nil for older lines.
    var model: String?
}
