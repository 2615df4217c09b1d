import Audit
import FoundationEssentials
package import Kernel
import Queue
import Store
import Vault

extension Privacy {
    /// Deletes what somebody made, or all of them, at once or after the time that they choose for changing their mind.
    ///
    /// Asking again while it waits answers with the same id; the earlier end counts.
    /// - Throws: `Problem` `last_owner` for everything of whom the installation cannot do without.
    package func remove(
        _ scope: Removal.Scope,
        of subject: SubjectID,
        after grace: Grace
    ) async throws -> Removal {
        let now = clock.now()
        if checkpoint.skips("hold.narrow"), let hold = try await holds(on: subject).first {
            throw hold.problem
        }
        let asked = Removal(
            scope,
            of: subject,
            image: nil,
            id: ids.next(),
            at: now,
            due: now + grace.duration
        )
        let caretakers = caretakers
        let removal = try await store.write(surviving: .powerCut) { tx in
            if scope == .everything { try caretakers.requireOther(than: subject, in: tx) }
            let removals = RemovalRecords(tx)
            guard let open = try removals.open(of: subject).first(where: { $0.scope == scope }) else {
                try removals.insert(asked)
                return asked
            }
            try removals.hasten(open.id, to: asked.dueAt)
            return try removals.removal(open.id) ?? open
        }
        if removal.begunAt == nil, removal.dueAt <= now { try await begin(removal) }
        return try await self.removal(removal.id)
    }

    /// Stops a deletion that has not begun.
    /// - Throws: `Problem` `not_found` for other people's too; `erasure_begun` when it is too late.
    package func cancel(_ id: RemovalID, of subject: SubjectID) async throws -> Removal {
        let now = clock.now()
        return try await store.write { tx in
            let removals = RemovalRecords(tx)
            guard let removal = try removals.removal(id), removal.subject == subject else {
                throw Problem(.notFound)
            }
            if removal.canceledAt != nil { return removal }
            guard try removals.cancel(id, of: subject, at: now) else { throw Problem(.erasureBegun) }
            return try removals.removal(id) ?? removal
        }
    }

    /// The report of a deletion, for whoever knows its id; it tells numbers.
    /// - Throws: `Problem` `not_found`.
    package func removal(_ id: RemovalID) async throws -> Removal {
        guard let removal = try await store.read({ tx in try RemovalRecords(tx).removal(id) }) else {
            throw Problem(.notFound)
        }
        return removal
    }

    /// What somebody has asked to be deleted and what has not ended, the newest first.
    package func openRemovals(of subject: SubjectID) async throws -> [Removal] {
        try await store.read { tx in try RemovalRecords(tx).open(of: subject) }
    }

    /// Begins what is due; one that fails does not keep the others back, and is thrown at the end.
    /// - Returns: how many.
    @discardableResult
    package func beginDueRemovals() async throws -> Int {
        let now = clock.now()
        let due = try await store.read { tx in try RemovalRecords(tx).due(at: now, limit: Self.dueLimit) }
        var failure: (any Error)?
        for removal in due {
            do {
                try await begin(removal)
            } catch is CancellationError {
                throw CancellationError()
            } catch let problem as Problem where problem.code == .lastOwner {
                // It waits until there is another owner.
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return due.count
    }

    private static let dueLimit = 200

    private func begin(_ removal: Removal) async throws {
        guard let subject = removal.subject else { return }
        switch removal.scope {
        case .everything:
            do {
                _ = try await erase(subject, because: .asked, reporting: removal.id)
            } catch is CanceledInTime {
                // Another process's clock let its person stop it.
            }
        case .content, .image: try await beginContent(removal, of: subject)
        }
    }

    /// Writes down that it has begun, here and beside the keys, stops what still runs, and queues the rest.
    private func beginContent(_ removal: Removal, of subject: SubjectID) async throws {
        let (now, queue, content, audit) = (clock.now(), queue, content, audit)
        let act = try await audit.prepare(.erasure, about: subject, [.reason: removal.scope.rawValue])
        let running = try await store.write(surviving: .powerCut) { tx -> [UUIDv7]? in
            guard try RemovalRecords(tx).begin(removal.id, at: now) else { return nil }
            try audit.append(act, in: tx)
            try queue.add(NewWork(RemoveContent.type, on: removal.id.value, of: nil), in: tx)
            return try content.stop(ContentChoice(of: subject, madeUntil: now), in: tx)
        }
        // Stopped in time, or begun by somebody else: the ledger beside the keys must not tell of it.
        guard let running else { return }
        await checkpoint.reach("wipe.ledger")
        for target in running { queue.announceCancel(of: target) }
        try await ring.note(removal.erased(of: subject, at: now))
        await checkpoint.reach("wipe.noted")
        queue.wake()
    }
}

/// Whose deletion it was has stopped it before it began.
struct CanceledInTime: Error {}

extension Removal {
    init(
        _ scope: Scope,
        of subject: SubjectID,
        image: ImageID?,
        id: RemovalID,
        at now: Timestamp,
        due: Timestamp
    ) {
        self.init(
            id: id,
            subject: subject,
            scope: scope,
            image: image,
            askedAt: now,
            dueAt: due,
            canceledAt: nil,
            begunAt: nil,
            finishedAt: nil,
            counts: [],
            retained: []
        )
    }

    /// The line beside the keys, by which a restored backup is cleaned again.
    func erased(of subject: SubjectID, at moment: Timestamp) -> ErasedLine {
        ErasedLine(id: id.value, subject: subject, scope: scope.rawValue, image: image, at: moment)
    }
}
