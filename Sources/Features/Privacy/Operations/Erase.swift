import Audit
import Blobs
import FoundationEssentials
package import Kernel
package import Queue
import Store
import Vault

extension Privacy {
    /// Erases a person: from here on nothing of theirs can be read, here or in any copy.
    ///
    /// The ledger line is durable first, and with it the leaf of the audit log, which only the key could make; then the key is
    /// destroyed; rows, files and journals follow as queued work, which goes on after a crash. Asking twice is harmless.
    package func erase(_ subject: SubjectID, because cause: ErasureCause) async throws {
        let erasure = Erasure(subject: subject, cause: cause, askedAt: clock.now())
        let act = try await act(of: erasure)
        try await store.write(surviving: .powerCut) { tx in
            if try ErasureRecords(tx).insert(erasure) { try audit.append(act, in: tx) }
            try queue.add(NewWork(EraseRemains.type, on: subject.value, of: nil), in: tx)
        }
        await checkpoint.reach("erase.ledger")
        try await ring.destroyKey(of: subject)
        await checkpoint.reach("erase.key")
        queue.wake()
    }

    /// The erasure as the audit log tells it; of somebody without a key it can only say that somebody was erased.
    private func act(of erasure: Erasure) async throws -> PreparedAct {
        let details: AuditDetails = [.reason: erasure.cause.rawValue]
        do {
            return try await audit.prepare(.erasure, about: erasure.subject, details)
        } catch let problem as Problem where problem.code == .erased {
            return try await audit.prepare(.erasure, about: nil, details)
        }
    }

    /// The work that removes what an erased person left on disk.
    package var work: [any WorkHandler] { [EraseRemains(privacy: self)] }
}

/// Removes an erased person's files, rows and traces in journals.
struct EraseRemains: WorkHandler {
    static let type = WorkType(rawValue: "privacy.erase")

    let privacy: Privacy

    var type: WorkType { Self.type }

    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws {
        let (subject, privacy) = (SubjectID(work.target), privacy)
        try await privacy.ring.destroyKey(of: subject)
        try await deleteFiles(of: subject)
        for trace in privacy.traces { try await trace.delete(of: subject) }
        await privacy.checkpoint.reach("erase.files")
        let rows = try await privacy.store.write { tx in
            try RemainsRecords(tx, inventory: privacy.inventory).delete(of: subject)
        }
        await privacy.checkpoint.reach("erase.rows")
        try await privacy.store.scrub()
        let now = privacy.clock.now()
        try await privacy.store.write(surviving: .powerCut) { tx in
            try ErasureRecords(tx).finish(subject, rows: rows, at: now)
            try privacy.queue.finish(work, in: tx)
        }
    }

    /// Nothing to settle: the ledger line stays open, and the next sweep queues the work again.
    func abandon(
        _ work: LeasedWork,
        because end: WorkEnd,
        in tx: Transaction
    ) throws {}

    /// Files before rows, since rows name them.
    private func deleteFiles(of subject: SubjectID) async throws {
        let files = privacy.files
        let names = try await privacy.store.read { tx in
            try files.flatMap { try $0.names(of: subject, in: tx) }
        }
        try await privacy.blobs.delete(names)
    }
}
