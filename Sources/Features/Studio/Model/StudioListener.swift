package import Kernel
package import Store

/// Something that has come to its end here.
package enum StudioEvent: Hashable, Sendable {
    /// It succeeded, failed or was cancelled.
    case jobEnded(JobID, Job.Status)
    /// Its person deleted one picture.
    case imageDeleted(ImageID)
    /// Nothing of it waits or runs any more; told again when what failed is ordered again and ends.
    case batchFinished(BatchID)
}

/// Who is told what ends, in the very transaction that ends it; App wires it to the webhooks.
///
/// What it stores is there exactly when the end is: a crash loses neither.
package protocol StudioListener: Sendable {
    func hear(
        _ event: StudioEvent,
        of owner: SubjectID,
        in tx: Transaction
    ) throws
}

/// Tells nobody: for work without an installation.
package struct NobodyListens: StudioListener {
    package init() {}

    package func hear(
        _ event: StudioEvent,
        of owner: SubjectID,
        in tx: Transaction
    ) throws {}
}
