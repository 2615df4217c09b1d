import FoundationEssentials
import Kernel
import Purposes
package import Queue
import Store
import Vault

extension Studio {
    /// The work that feeds bulks to jobs; apart from the other work, for what their lines say is read at the edge.
    package func bulkWork(reading reader: any BulkReader) -> [any WorkHandler] {
        [FeedBulk(studio: self, reader: reader)]
    }

    /// Queues the feeding of bulks; one that is being fed goes on by itself.
    func feedBulks(_ bulks: [BulkID], of owner: SubjectID, in tx: Transaction) throws {
        guard !bulks.isEmpty else { return }
        for bulk in bulks { try queue.add(NewWork(FeedBulk.type, on: bulk.value, of: owner), in: tx) }
        // Whoever wakes up waits for this transaction before it looks.
        queue.wake()
    }
}

/// Reads one bulk's lines, orders them one after another as long as there is room among its person's open jobs, and ends it.
///
/// It is fed as batches are (`FeedBatch`): it waits for nothing, and each job of the person that ends queues it again. A line stops waiting
/// in the very transaction that makes its job. After a while it goes to the end of the line, so that nobody's bulks hold up the others.
struct FeedBulk: WorkHandler {
    static let type = WorkType(rawValue: "studio.bulk")
    private static let turn: Duration = .seconds(10)

    let studio: Studio
    let reader: any BulkReader

    var type: WorkType { Self.type }

    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws {
        let turnsEnd = studio.clock.now() + Self.turn
        while let turn = try await next(work, isLate: studio.clock.now() >= turnsEnd) {
            try Task.checkCancellation()
            switch turn.step {
            case .read: try await read(turn, work)
            case .order(let row): try await order(row, of: turn)
            case .end: try await end(turn, work)
            }
            studio.queue.announceChange(of: turn.bulk.id.value)
            if case .end = turn.step { return }
        }
    }

    func abandon(
        _ work: LeasedWork,
        because end: WorkEnd,
        in tx: Transaction
    ) throws {
        let id = BulkID(work.target)
        guard let owner = try BulkRecords.owner(of: id, in: tx) else { return }
        let (records, now) = (BulkRecords(tx, of: owner), studio.clock.now())
        guard let bulk = try records.bulk(id), bulk.endedAt == nil else { return }
        switch end {
        case .canceled: return
        case .failed:
            guard bulk.stage == .running, let row = try records.firstWaiting(of: id) else {
                return try records.end(id, because: .internalError, at: now)
            }
            // One line is at fault; the others have their turn.
            try records.refuse(row.id, .internalError, nil)
            try studio.feedBulks([id], of: owner, in: tx)
        case .refused:
            try records.refuseWaiting(of: id, .restricted)
            // What runs ends by itself; nobody reads a file for somebody who may not be worked for.
            if bulk.stage == .reading || bulk.stop != nil {
                try records.end(id, because: .restricted, at: now)
            }
        }
    }

    func permission(for work: LeasedWork) -> WorkPermission? {
        guard let subject = work.subject else { return nil }
        let gate = studio.gate
        return { try await gate.refusal(of: ProvideService.self, for: subject) == nil }
    }

    private enum Step: Sendable {
        case read
        case order(StoredBulkRow)
        case end
    }

    private struct Turn: Sendable {
        let owner: SubjectID
        let bulk: StoredBulk
        let step: Step
    }

    /// What is to be done next, if there is anything and room for it; else the work ends here, so that no job that ends meanwhile is missed.
    private func next(_ work: LeasedWork, isLate: Bool) async throws -> Turn? {
        let (studio, id) = (studio, BulkID(work.target))
        return try await studio.store.write { tx -> Turn? in
            try studio.queue.confirm(work, in: tx)
            guard let owner = try BulkRecords.owner(of: id, in: tx) else {
                try studio.queue.finish(work, in: tx)
                return nil
            }
            let records = BulkRecords(tx, of: owner)
            try records.lock()
            guard let bulk = try records.bulk(id), let step = try step(bulk, records) else {
                try studio.queue.finish(work, in: tx)
                return nil
            }
            guard !isLate else {
                try studio.queue.finish(work, in: tx)
                try studio.feedBulks([id], of: owner, in: tx)
                return nil
            }
            return Turn(owner: owner, bulk: bulk, step: step)
        }
    }

    private func step(_ bulk: StoredBulk, _ records: BulkRecords) throws -> Step? {
        guard bulk.endedAt == nil else { return nil }
        if bulk.stage == .reading, bulk.stop == nil { return .read }
        if let row = try records.firstWaiting(of: bulk.id) {
            let open = try JobRecords(records.tx).openJobs(of: records.subject)
            return open < studio.limits.openJobsOfBatches ? .order(row) : nil
        }
        return try records.openJobs(of: bulk.id, evenRunning: true).isEmpty ? .end : nil
    }

    private func read(_ turn: Turn, _ work: LeasedWork) async throws {
        do {
            try await BulkReading(
                studio: studio,
                reader: reader,
                work: work,
                bulk: turn.bulk,
                owner: turn.owner
            ).run()
        } catch is BulkStopped {
            return
        } catch let problem as Problem where problem.status < 500 {
            let (studio, id, owner, now) = (studio, turn.bulk.id, turn.owner, studio.clock.now())
            // What stands in the way of everything is no fault of the file's.
            guard try await studio.gate.refusal(of: ProvideService.self, for: owner) == nil else {
                throw problem
            }
            try await studio.store.write { tx in
                try studio.queue.confirm(work, in: tx)
                let records = BulkRecords(tx, of: owner)
                try records.deleteRows(of: id)
                try records.end(id, because: problem.code, at: now)
            }
        }
    }

    private func order(_ row: StoredBulkRow, of turn: Turn) async throws {
        let permit = try await studio.gate.permit(ProvideService.self, for: turn.owner)
        guard let content = row.content else { throw VaultError.damaged }
        do {
            let request = try await studio.vault.open(content, under: permit)
            let head = try await studio.head(of: turn.bulk, under: permit)
            try await studio.screening.requireAllowed(turn.owner)
            let wish = try await reader.order(request, of: head, row: row.id)
            let answer = try await studio.vault.seal(
                wish.answer,
                at: .bulkContent(of: row.id),
                under: permit
            )
            try await studio.submit(wish.order, filling: .bulk(row.id, keeping: answer), under: permit)
            await studio.checkpoint.reach("bulk.row")
        } catch is RowTaken {
            return
        } catch let problem as Problem where problem.code == .tooManyJobs {
            // Somebody was quicker; asked again, there is no room.
            return
        } catch let problem as Problem where problem.status < 500 || problem.code == .outsideFailed {
            guard try await studio.gate.refusal(of: ProvideService.self, for: turn.owner) == nil else {
                throw problem
            }
            try await refuse(row.id, for: problem, under: permit)
        }
    }

    /// Says of a line why it was not ordered.
    private func refuse(
        _ row: RowID,
        for problem: Problem,
        under permit: borrowing Permit<ProvideService>
    ) async throws {
        let details = try await studio.vault.seal(problem.stored, at: .bulkDetails(of: row), under: permit)
        let subject = permit.subject
        try await studio.store.write { tx in
            try BulkRecords(tx, of: subject).refuse(row, problem.code, details)
        }
    }

    /// Ends a bulk of which nothing waits or runs, with the files that tell what became of it.
    private func end(_ turn: Turn, _ work: LeasedWork) async throws {
        let (studio, id, owner, now) = (studio, turn.bulk.id, turn.owner, studio.clock.now())
        let permit = try await studio.gate.permit(ProvideService.self, for: owner)
        let head = try await studio.head(of: turn.bulk, under: permit)
        var files: [FileRow] = []
        for part in turn.bulk.parts {
            let bytes = try await size(of: part, head, under: permit)
            guard bytes > 0 else { continue }
            files.append(try await file(part, of: turn.bulk, bytes: bytes, at: now, under: permit))
        }
        await studio.checkpoint.reach("bulk.end")
        let outcome = files
        try await studio.store.write { tx in
            for file in outcome { try FileRecords(tx).insert(file, of: owner) }
            try BulkRecords(tx, of: owner).end(id, at: now)
            try studio.queue.finish(work, in: tx)
        }
    }

    /// How long a part of the outcome is, as it stands: line by line, so that no more than one is in memory.
    private func size(
        of part: BulkPart,
        _ head: BulkHead,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Int {
        var (bytes, last) = (0, -1)
        while true {
            let outcomes = try await studio.outcomes(of: head.id, part, after: last, under: permit)
            guard let end = outcomes.last else { return bytes }
            for outcome in outcomes {
                try Task.checkCancellation()
                bytes += try await reader.text(outcome, of: head).count + 1
            }
            last = end.position
        }
    }

    private func file(
        _ part: BulkPart,
        of bulk: StoredBulk,
        bytes: Int,
        at now: Timestamp,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> FileRow {
        let id: StoredFileID = studio.ids.next()
        let details = FileDetails(name: "\(bulk.id.text)_\(part.rawValue).jsonl")
        return FileRow(
            id: id,
            details: try await studio.vault.seal(
                JSONEncoder().encode(details),
                at: .details(of: id),
                under: permit
            ),
            purpose: .batchOutput,
            mediaType: StoredFile.linesType,
            bytes: bytes,
            content: .outcome(bulk.id, part),
            madeAt: now,
            // It is written from what the bulk's rows say, and goes with them.
            expiresAt: bulk.createdAt + Bulk.lifetime
        )
    }
}

extension StoredBulk {
    /// The files that it ends with: OpenAI's clients look in two, Gemini's in one, or in the bulk itself where its requests came with it.
    fileprivate var parts: [BulkPart] {
        switch dialect {
        case .openAI: [.answers, .failures]
        case .gemini: source == nil ? [] : [.all]
        }
    }
}
