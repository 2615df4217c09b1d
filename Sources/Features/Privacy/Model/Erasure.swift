import Kernel
import Store

/// A line of the erasure ledger, written before anything is destroyed and kept, so that a restored backup can be cleaned again.
struct Erasure: Hashable, Sendable {
    let subject: SubjectID
    let cause: ErasureCause
    let askedAt: Timestamp
    /// The report that whoever asked may read.
    var removal: RemovalID?
}

/// Why somebody was erased.
package enum ErasureCause: String, Sendable, SQLConvertible {
    /// The person asked.
    case asked
    /// Seven days passed without a use.
    case expired
    /// A visitor, all of whose work went into their account.
    case moved
    /// The hold that kept their records has ended.
    case released
    /// The operator or staff, for the person or because the law demands it.
    case ordered
    /// It had been done before the backup was restored.
    case replayed
}
