import Blobs
import Kernel
package import Queue
import Store

extension Privacy {
    /// The work that removes what erased people and deleted pictures left on disk.
    package var work: [any WorkHandler] { [EraseRemains(privacy: self), RemoveContent(privacy: self)] }
}

/// Removes an erased person's files, rows and traces in journals.
struct EraseRemains: WorkHandler {
    static let type = WorkType(rawValue: "privacy.erase")

    let privacy: Privacy

    var type: WorkType { Self.type }

    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws {
        let subject = SubjectID(work.target)
        let remains = try await privacy.removeRemains(of: subject)
        if !privacy.checkpoint.skips("erase.journals") { try await privacy.store.scrub() }
        try await privacy.finish(remains, ending: work)
    }

    /// Nothing to settle: the ledger line stays open, and the next sweep queues the work again.
    func abandon(
        _ work: LeasedWork,
        because end: WorkEnd,
        in tx: Transaction
    ) throws {}
}

/// Removes what somebody made and no longer wants.
struct RemoveContent: WorkHandler {
    static let type = WorkType(rawValue: "privacy.remove")

    let privacy: Privacy

    var type: WorkType { Self.type }

    /// Whoever deletes hundreds of pictures at once leaves the other slots to everybody else.
    var isAlone: Bool { true }

    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws {
        try await privacy.finishRemoval(RemovalID(work.target), ending: work)
    }

    /// The line stays open, and the next sweep queues the work again.
    func abandon(
        _ work: LeasedWork,
        because end: WorkEnd,
        in tx: Transaction
    ) throws {}
}
