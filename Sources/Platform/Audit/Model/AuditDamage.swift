/// What is wrong with a log that was changed from outside: the alarm's words.
package enum AuditDamage: Error, Hashable, Sendable, CustomStringConvertible {
    case leafMissing(Int)
    case leafChanged(Int)
    /// A leaf for which no hash was ever stored.
    case leafInserted(Int)
    /// The hash over these leaves is not there, or is another.
    case hashMissing(leaves: ClosedRange<Int>)
    case hashChanged(leaves: ClosedRange<Int>)
    /// Hashes that belong to no leaf.
    case hashesInserted
    /// The log is shorter than a checkpoint of it.
    case cut(holds: Int, checkpoint: Int)
    /// Among these leaves the log differs from what was witnessed.
    case rewritten(leaves: ClosedRange<Int>)
    /// A checkpoint in the witness file that our key did not sign.
    case witnessForged(size: Int)
    /// The witness file was shorter or older than this process had seen it.
    case witnessCut

    package var description: String {
        switch self {
        case .leafMissing(let leaf): "leaf \(leaf) of the audit log is missing"
        case .leafChanged(let leaf): "leaf \(leaf) of the audit log was changed"
        case .leafInserted(let leaf): "leaf \(leaf) of the audit log was inserted from outside"
        case .hashMissing(let leaves): "the hash over leaves \(leaves.text) of the audit log is missing"
        case .hashChanged(let leaves): "the hash over leaves \(leaves.text) of the audit log was changed"
        case .hashesInserted: "the audit log holds hashes that belong to no leaf"
        case .cut(let holds, let checkpoint):
            "the audit log was cut: it holds \(holds) leaves, and a checkpoint says \(checkpoint)"
        case .rewritten(let leaves):
            "the audit log was rewritten: leaves \(leaves.text) differ from the witnessed checkpoint"
        case .witnessForged(let size): "the witnessed checkpoint of \(size) leaves was not signed by our key"
        case .witnessCut: "the witness file of the audit log was cut or removed"
        }
    }
}

extension ClosedRange<Int> {
    fileprivate var text: String {
        lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound) to \(upperBound)"
    }
}
