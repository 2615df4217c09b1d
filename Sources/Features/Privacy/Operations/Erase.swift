import Audit
import FoundationEssentials
package import Kernel
import Queue
import Store
import Vault

extension Privacy {
    /// Erases a person: from here on nothing of theirs can be read, here or in any copy.
    ///
    /// The ledger line is durable first, with what the last mail needs and with the leaf of the audit log, which only the key
    /// could make; what a hold keeps is sealed anew for its keeper; then the key is destroyed; rows, files and journals follow
    /// as queued work, which goes on after a crash. Asking twice is harmless, and answers with the first report's id.
    /// - Returns: the report that the person may read; nil where nobody asked.
    /// - Throws: `Problem` `last_owner` where somebody asked, and then nothing has changed.
    @discardableResult
    package func erase(_ subject: SubjectID, because cause: ErasureCause) async throws -> RemovalID? {
        try await erase(subject, because: cause, reporting: cause.isReported ? ids.next() : nil)
    }

    /// The same; `removal` is what asked for it, or the id of the line that it gets.
    func erase(
        _ subject: SubjectID,
        because cause: ErasureCause,
        reporting removal: RemovalID?
    ) async throws -> RemovalID? {
        if checkpoint.skips("erase.ledger-first") { try await destroyKey(of: subject) }
        let erasure = Erasure(subject: subject, cause: cause, askedAt: clock.now(), removal: removal)
        let known = try await writeDown(erasure)
        await checkpoint.reach("erase.ledger")
        try await keepHeldRecords(of: subject, reporting: known)
        await checkpoint.reach("erase.held")
        try await destroyKey(of: subject)
        queue.wake()
        return known
    }

    func destroyKey(of subject: SubjectID) async throws {
        if !checkpoint.skips("erase.key") { try await ring.destroyKey(of: subject) }
        await checkpoint.reach("erase.key")
    }

    /// - Returns: the id of the report; of the first one, where the person was erased before.
    private func writeDown(_ erasure: Erasure) async throws -> RemovalID? {
        let act = try await act(of: erasure)
        let notice = try await lastNotice(of: erasure)
        let (queue, audit, content, caretakers) = (queue, audit, content, caretakers)
        let written = try await store.write(surviving: .powerCut) { tx -> WrittenErasure in
            if let id = erasure.removal, try RemovalRecords(tx).removal(id)?.canceledAt != nil {
                throw CanceledInTime()
            }
            try queue.add(NewWork(EraseRemains.type, on: erasure.subject.value, of: nil), in: tx)
            guard try ErasureRecords(tx).insert(erasure) else {
                let earlier = try ErasureRecords(tx).erasure(of: erasure.subject)?.removal
                return WrittenErasure(removal: earlier, running: [])
            }
            if erasure.cause.isReported { try caretakers.letGo(erasure.subject, in: tx) }
            try audit.append(act, in: tx)
            if let id = erasure.removal {
                let removals = RemovalRecords(tx)
                try removals.insert(Removal(erasure, id: id))
                _ = try removals.begin(id, at: erasure.askedAt)
                try removals.separate(id, notice: notice)
            }
            let everything = ContentChoice(of: erasure.subject, madeUntil: erasure.askedAt)
            return WrittenErasure(removal: erasure.removal, running: try content.stop(everything, in: tx))
        }
        for target in written.running { queue.announceCancel(of: target) }
        return written.removal
    }

    /// Sealed under the installation's key: it must open when the person's is gone.
    private func lastNotice(of erasure: Erasure) async throws -> Data? {
        guard let id = erasure.removal else { return nil }
        do {
            return try await notices.lastNotice(to: erasure.subject, about: id).map(seal.seal)
        } catch  where error is Problem || error is VaultError {
            // Erased before, frozen, or damaged: nobody can be written to, and the erasure must not wait for that.
            return nil
        }
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
}

/// What the ledger line of an erasure led to.
private struct WrittenErasure: Sendable {
    let removal: RemovalID?
    /// What runs and must be told to stop.
    let running: [UUIDv7]
}

extension ErasureCause {
    /// Whether somebody waits for a report.
    fileprivate var isReported: Bool {
        switch self {
        case .asked, .ordered: true
        case .expired, .moved, .released, .replayed: false
        }
    }
}

extension Removal {
    /// A removal that begins with its erasure.
    fileprivate init(_ erasure: Erasure, id: RemovalID) {
        self.init(
            id: id,
            subject: nil,
            scope: .everything,
            image: nil,
            askedAt: erasure.askedAt,
            dueAt: erasure.askedAt,
            canceledAt: nil,
            begunAt: erasure.askedAt,
            finishedAt: nil,
            counts: [],
            retained: []
        )
    }
}
