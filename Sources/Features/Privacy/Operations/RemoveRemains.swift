import Blobs
import FoundationEssentials
import Kernel
import Queue
import Store
import Vault

/// What became of a person's rows and files.
struct Remains: Sendable {
    let subject: SubjectID
    let removal: RemovalID?
    let counts: [StoreCount]
    let rows: Int
}

extension Privacy {
    /// Removes what is left of an erased person: files, traces elsewhere, rows; every step may run again.
    func removeRemains(of subject: SubjectID) async throws -> Remains {
        let removal = try await store.read { tx in try ErasureRecords(tx).erasure(of: subject)?.removal }
        try await keepHeldRecords(of: subject, reporting: removal)
        if !checkpoint.skips("erase.key") { try await ring.destroyKey(of: subject) }
        if let removal { try await tell(removal) }
        await checkpoint.reach("erase.notice")
        let counts = try await count(subject, for: removal)
        let names = try await fileNames(of: subject)
        if !checkpoint.skips("erase.files") { try await blobs.delete(names) }
        for trace in traces { try await trace.delete(of: subject) }
        await checkpoint.reach("erase.files")
        let tables = inventory.filter { !$0.isSkipped(by: checkpoint) }
        let rows = try await store.write { tx in
            try RemainsRecords(tx, inventory: tables).delete(of: subject)
        }
        await checkpoint.reach("erase.rows")
        return Remains(subject: subject, removal: removal, counts: counts, rows: rows)
    }

    /// Ends an erasure in the ledger; with the report, where somebody waits for one.
    ///
    /// What is left is counted again: the report tells what has gone, not what should have.
    ///
    /// `number` is how far the ledger beside the keys is known with it; nil for all of it, which is so once a server serves:
    /// each line there has been one here before.
    func finish(
        _ remains: Remains,
        ending work: LeasedWork?,
        knowing number: Int64? = nil
    ) async throws {
        let (subject, now, queue, inventory) = (remains.subject, clock.now(), queue, inventory)
        let left = try await fileNames(of: subject)
        let files = try await existing(left)
        let isTold = !checkpoint.skips("erase.report")
        let last = try await ring.lastErased()
        let mark = number ?? last
        try await store.write(surviving: .powerCut) { tx in
            let records = RemainsRecords(tx, inventory: inventory)
            try ErasureRecords(tx).finish(subject, rows: remains.rows, at: now)
            try ErasureRecords(tx).raiseMark(to: mark)
            if let id = remains.removal, let removal = try RemovalRecords(tx).removal(id) {
                let left = try records.counts(of: subject) + [StoreCount(Self.fileStore, before: files)]
                let kept = try removal.retained + records.retained(of: subject, at: now)
                try RemovalRecords(tx).finish(
                    id,
                    remains.counts.minus(left),
                    retaining: isTold ? kept : [],
                    at: now
                )
            }
            if let work { try queue.finish(work, in: tx) }
        }
    }

    /// Queues the last mail and forgets what it needed, in one transaction: it goes out once.
    private func tell(_ removal: RemovalID) async throws {
        let sealed = try await store.read { tx in try RemovalRecords(tx).notice(removal) }
        guard let sealed else { return }
        // What no longer opens was sealed under another installation's key: nobody can be told.
        var send: @Sendable (Transaction) throws -> Void = { _ in }
        if let notice = seal.open(sealed) { send = try await notices.sending(notice) }
        let queue = send
        try await store.write { tx in
            try queue(tx)
            try RemovalRecords(tx).clearNotice(removal)
        }
        notices.wake()
    }

    /// What there is before anything goes, kept from the first time on.
    private func count(_ subject: SubjectID, for removal: RemovalID?) async throws -> [StoreCount] {
        guard let removal else { return [] }
        let files = try await existing(fileNames(of: subject))
        let inventory = inventory
        return try await store.write { tx in
            let rows = try RemainsRecords(tx, inventory: inventory).counts(of: subject)
            let counts = files == 0 ? rows : rows + [StoreCount(Self.fileStore, before: files)]
            try RemovalRecords(tx).keep(counts, of: removal)
            return try RemovalRecords(tx).removal(removal)?.counts ?? []
        }
    }

    private func fileNames(of subject: SubjectID) async throws -> [BlobName] {
        let files = files
        return try await store.read { tx in try files.flatMap { try $0.names(of: subject, in: tx) } }
    }

    func existing(_ names: [BlobName]) async throws -> Int {
        var count = 0
        for name in names where try await blobs.open(name) != nil { count += 1 }
        return count
    }

    /// What reports call the folder of pictures.
    static let fileStore = "blobs"
}

extension [StoreCount] {
    /// The same stores with what has gone of each; what came in between counts for nothing.
    func minus(_ left: [StoreCount]) -> [StoreCount] {
        let rest = Dictionary(left.map { ($0.store, $0.before) }) { first, _ in first }
        return map { line in
            StoreCount(
                line.store,
                before: line.before,
                erased: Swift.max(0, line.before - rest[line.store, default: 0])
            )
        }
    }
}

extension InventoryTable {
    /// Whether a test leaves the table's rows where they are.
    fileprivate func isSkipped(by checkpoint: Checkpoint) -> Bool {
        switch name {
        // Words go with their jobs.
        case "studio_word", "studio_job": checkpoint.skips("erase.index")
        case "moderation_report": checkpoint.skips("erase.support")
        default: false
        }
    }
}
