import Kernel
import Store

/// A line of the erasure ledger, written before anything is destroyed and kept, so that a restored backup can be cleaned again.
struct Erasure: Hashable, Sendable {
    let subject: SubjectID
    let cause: ErasureCause
    let askedAt: Timestamp
}

/// Why somebody was erased.
package enum ErasureCause: String, Sendable, SQLConvertible {
    /// The person asked.
    case asked
    /// Seven days passed without a use.
    case expired
    /// A visitor, all of whose work went into their account.
    case moved
}
