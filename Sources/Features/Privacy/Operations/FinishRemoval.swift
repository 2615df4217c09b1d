import Blobs
import FoundationEssentials
import Kernel
import Queue
import Store
import Vault

extension Privacy {
    /// Removes what somebody made until the moment that it began; what a hold keeps stays and is reported.
    ///
    /// `number` is as with `finish`.
    func finishRemoval(
        _ id: RemovalID,
        ending work: LeasedWork?,
        knowing number: Int64? = nil
    ) async throws {
        let found = try await store.read { tx in try RemovalRecords(tx).removal(id) }
        guard let removal = found, let subject = removal.subject, let begunAt = removal.begunAt else {
            if let work { try await end(work) }
            return
        }
        // Again, for whom a crash kept from it: before anything goes it stands beside the keys.
        try await ring.note(removal.erased(of: subject, at: begunAt))
        let holds = try await holds(on: subject)
        let choice = ContentChoice(
            of: subject,
            madeUntil: begunAt,
            image: removal.image,
            sparing: Set(holds.map(\.record))
        )
        let counts = try await count(choice, for: id)
        try await removeContent(choice)
        if !checkpoint.skips("erase.journals") { try await store.scrub() }
        let last = try await ring.lastErased()
        let report = RemovalReport(id: id, choice: choice, counts: counts, holds: holds, mark: number ?? last)
        try await finish(report, ending: work)
    }

    private func removeContent(_ choice: ContentChoice) async throws {
        let content = content
        let names = try await store.read { tx in try content.files(of: choice, in: tx) }
        if !checkpoint.skips("erase.files") { try await blobs.delete(names) }
        await checkpoint.reach("wipe.files")
        try await store.write { tx in try content.delete(choice, in: tx) }
        await checkpoint.reach("wipe.rows")
    }

    private func count(_ choice: ContentChoice, for id: RemovalID) async throws -> [StoreCount] {
        let content = content
        let names = try await store.read { tx in try content.files(of: choice, in: tx) }
        let files = try await existing(names)
        return try await store.write { tx in
            let rows = try content.counts(of: choice, in: tx).filter { $0.before > 0 }
            let counts = files == 0 ? rows : rows + [StoreCount(Self.fileStore, before: files)]
            try RemovalRecords(tx).keep(counts, of: id)
            return try RemovalRecords(tx).removal(id)?.counts ?? []
        }
    }

    private func finish(_ report: RemovalReport, ending work: LeasedWork?) async throws {
        let (now, content, queue, choice) = (clock.now(), content, queue, report.choice)
        let isTold = choice.image == nil && !checkpoint.skips("erase.report")
        let kept = isTold ? report.holds.map(Retained.init) : []
        let names = try await store.read { tx in try content.files(of: choice, in: tx) }
        let files = try await existing(names)
        try await store.write(surviving: .powerCut) { tx in
            let left = try content.counts(of: choice, in: tx) + [StoreCount(Self.fileStore, before: files)]
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
