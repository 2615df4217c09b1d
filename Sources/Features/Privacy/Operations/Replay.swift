import Kernel
import Store
import Vault

extension Privacy {
    /// Whether this database is an older copy: the ledger beside the keys tells of deletions that it does not know.
    package func needsReplay() async throws -> Bool {
        guard !checkpoint.skips("replay") else { return false }
        var from = try await mark()
        while let last = try await ring.erased(after: from, limit: Self.replayStep).last {
            if try await !unknownLines(after: from).isEmpty { return true }
            from = last.number
        }
        return false
    }

    /// Deletes again what was deleted after this copy was made; nothing may be served before.
    ///
    /// After a crash it goes on where it stopped: what is done stands in the ledger of the data too, and what was begun does not
    /// count as done.
    /// - Returns: how many deletions there were.
    @discardableResult
    package func replay() async throws -> Int {
        var (count, from) = (0, try await mark())
        while let last = try await ring.erased(after: from, limit: Self.replayStep).last {
            let unknown = try await unknownLines(after: from)
            for line in unknown {
                try await redo(line)
                await checkpoint.reach("replay.line")
            }
            count += unknown.count
            from = last.number
        }
        try await store.scrub()
        return count
    }

    /// Writes down beside the keys whatever this database knows to be deleted, before another one takes its place.
    package func copyLedger() async throws {
        let (subjects, removals) = try await store.read { tx in
            (try ErasureRecords(tx).open(limit: .max), try RemovalRecords(tx).begun(limit: .max))
        }
        // What has ended stands there already.
        for subject in subjects { try await ring.destroyKey(of: subject) }
        for id in removals {
            let removal = try await removal(id)
            guard let subject = removal.subject, let begunAt = removal.begunAt else { continue }
            try await ring.note(removal.erased(of: subject, at: begunAt))
        }
    }

    private static let replayStep = 1_000

    private func mark() async throws -> Int64 {
        try await store.read { tx in try ErasureRecords(tx).mark() }
    }

    /// Of the next thousand lines, those that this database has not done.
    private func unknownLines(after number: Int64) async throws -> [ErasedLine] {
        let lines = try await ring.erased(after: number, limit: Self.replayStep)
        return try await store.read { tx in
            try lines.filter { line in
                if line.scope == ErasedLine.everything {
                    return try !ErasureRecords(tx).isKnown(line.subject)
                }
                return try RemovalRecords(tx).removal(RemovalID(line.id)) == nil
            }
        }
    }

    private func redo(_ line: ErasedLine) async throws {
        if line.scope == ErasedLine.everything {
            let erasure = Erasure(subject: line.subject, cause: .replayed, askedAt: line.at)
            _ = try await store.write(surviving: .powerCut) { tx in try ErasureRecords(tx).insert(erasure) }
            try await finish(removeRemains(of: line.subject), ending: nil, knowing: line.number)
        } else if let scope = Removal.Scope(rawValue: line.scope) {
            let removal = Removal(
                scope,
                of: line.subject,
                image: line.image,
                id: RemovalID(line.id),
                at: line.at,
                due: line.at
            ).begun(at: line.at)
            try await removeAgain(removal, of: line.subject, at: line.at, knowing: line.number)
        }
    }
}
