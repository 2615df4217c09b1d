import Blobs
import FoundationEssentials
import Kernel
import Queue
import Store
import Vault

extension Privacy {
    /// Removes what somebody made until the moment that it began; what a hold keeps stays and is reported.
    func finishRemoval(_ id: RemovalID, ending work: LeasedWork?) async throws {
        let found = try await store.read { tx in try RemovalRecords(tx).removal(id) }
        guard let removal = found, let subject = removal.subject, let begunAt = removal.begunAt else {
            if let work { try await end(work) }
            return
        }
        // Again, for whom a crash kept from it: before anything goes it stands beside the keys.
        try await ring.note(removal.erased(of: subject, at: begunAt))
        let last = try await ring.lastErased()
        let report = try await remove(removal, of: subject, until: begunAt, knowing: last)
        try await finish(report, ending: work)
    }

    /// Does again what an older copy does not know, and writes its line when it has: a crash before leaves a line that is unknown
    /// still, so that nothing is served before it was done.
    ///
    /// `number` is the line's beside the keys.
    func removeAgain(
        _ removal: Removal,
        of subject: SubjectID,
        at begunAt: Timestamp,
        knowing number: Int64
    ) async throws {
        let report = try await remove(removal, of: subject, until: begunAt, knowing: number)
        try await finish(report, ending: nil, adding: removal)
    }

    private func remove(
        _ removal: Removal,
        of subject: SubjectID,
        until begunAt: Timestamp,
        knowing mark: Int64
    ) async throws -> RemovalReport {
        let report = try await choose(removal, of: subject, until: begunAt, knowing: mark)
        try await removeContent(report.choice)
        if !checkpoint.skips("erase.journals") { try await store.scrub() }
        return report
    }

    /// Settles what goes and what stays, in the transaction that keeps the counts: a hold that was approved before is spared, and
    /// until the removal has ended none is approved any more.
    private func choose(
        _ removal: Removal,
        of subject: SubjectID,
        until begunAt: Timestamp,
        knowing mark: Int64
    ) async throws -> RemovalReport {
        while true {
            let holds = try await holds(on: subject)
            let choice = ContentChoice(
                of: subject,
                madeUntil: begunAt,
                image: removal.image,
                sparing: Set(holds.map(\.record))
            )
            await checkpoint.reach("wipe.holds")
            guard let counts = try await count(choice, for: removal.id, while: holds) else { continue }
            return RemovalReport(id: removal.id, choice: choice, counts: counts, holds: holds, mark: mark)
        }
    }

    private func removeContent(_ choice: ContentChoice) async throws {
        let content = content
        let names = try await store.read { tx in try content.files(of: choice, in: tx) }
        if !checkpoint.skips("erase.files") { try await blobs.delete(names) }
        await checkpoint.reach("wipe.files")
        try await store.write { tx in try content.delete(choice, in: tx) }
        await checkpoint.reach("wipe.rows")
    }

    /// - Returns: nil where these are not the holds any more.
    private func count(
        _ choice: ContentChoice,
        for id: RemovalID,
        while holds: [Hold]
    ) async throws -> [StoreCount]? {
        let (content, areAsked) = (content, !checkpoint.skips("hold"))
        let names = try await store.read { tx in try content.files(of: choice, in: tx) }
        let files = try await existing(names)
        return try await store.write { tx -> [StoreCount]? in
            guard try !areAsked || HoldRecords(tx).inForce(on: choice.subject) == holds else { return nil }
            let rows = try content.counts(of: choice, in: tx).filter { $0.before > 0 }
            let counts = files == 0 ? rows : rows + [StoreCount(Self.fileStore, before: files)]
            try RemovalRecords(tx).keep(counts, of: id)
            return try RemovalRecords(tx).removal(id)?.counts ?? counts
        }
    }

    /// `line` is the removal itself where it stands nowhere yet.
    private func finish(
        _ report: RemovalReport,
        ending work: LeasedWork?,
        adding line: Removal? = nil
    ) async throws {
        let (now, content, queue, choice) = (clock.now(), content, queue, report.choice)
        let isTold = choice.image == nil && !checkpoint.skips("erase.report")
        let kept = isTold ? report.holds.map(Retained.init) : []
        let names = try await store.read { tx in try content.files(of: choice, in: tx) }
        let files = try await existing(names)
        try await store.write(surviving: .powerCut) { tx in
            let left = try content.counts(of: choice, in: tx) + [StoreCount(Self.fileStore, before: files)]
            if let line { try RemovalRecords(tx).insert(line) }
            try RemovalRecords(tx).finish(report.id, report.counts.minus(left), retaining: kept, at: now)
            try ErasureRecords(tx).raiseMark(to: report.mark)
            if let work { try queue.finish(work, in: tx) }
        }
    }

    private func end(_ work: LeasedWork) async throws {
        let queue = queue
        try await store.write { tx in try queue.finish(work, in: tx) }
    }
}

/// What there is to report on when what somebody made is gone.
private struct RemovalReport: Sendable {
    let id: RemovalID
    let choice: ContentChoice
    let counts: [StoreCount]
    let holds: [Hold]
    /// How far the ledger beside the keys is known.
    let mark: Int64
}
