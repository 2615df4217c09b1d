import FoundationEssentials
import Kernel
import Purposes
import Queue
import Store
import Vault

/// Orders the rows of one batch, one after another, as long as there is room among its person's open jobs.
///
/// It waits for nothing: where there is no room it ends, and each job of the person that ends queues it again (`Studio.finish`), in
/// its own transaction. A row stops waiting in the very transaction that makes its job, so that a crash orders nothing twice. A row that
/// is refused says why and keeps none of the others from its turn.
struct FeedBatch: WorkHandler {
    static let type = WorkType(rawValue: "studio.batch")

    let studio: Studio

    var type: WorkType { Self.type }

    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws {
        while let turn = try await next(work) {
            try Task.checkCancellation()
            try await order(turn)
        }
    }

    func abandon(
        _ work: LeasedWork,
        because end: WorkEnd,
        in tx: Transaction
    ) throws {
        let id = BatchID(work.target)
        guard let owner = try BatchRecords.owner(of: id, in: tx) else { return }
        let records = BatchRecords(tx, of: owner)
        guard owner == work.subject || end == .failed else {
            // It was handed on while it was worked on.
            try studio.feed([id], of: owner, in: tx)
            return
        }
        switch end {
        case .failed:
            // One row is at fault; the others have their turn.
            if let row = try records.firstWaiting(of: id),
                try records.refuse(row.id, .internalError, nil)
            {
                try studio.tellIfOver(id, of: owner, in: tx)
            }
        case .refused:
            if try records.refuseWaiting(of: id, .restricted) {
                try studio.tellIfOver(id, of: owner, in: tx)
            }
        case .canceled: break
        }
        if try records.firstWaiting(of: id) != nil { try studio.feed([id], of: owner, in: tx) }
    }

    func permission(for work: LeasedWork) -> WorkPermission? {
        guard let subject = work.subject else { return nil }
        let gate = studio.gate
        return { try await gate.refusal(of: ProvideService.self, for: subject) == nil }
    }

    private struct Next: Sendable {
        let owner: SubjectID
        let batch: StoredBatch
        let row: StoredBatchRow
    }

    /// The next row, if there is one and room for it; else the work ends here, so that no job that ends meanwhile is missed.
    private func next(_ work: LeasedWork) async throws -> Next? {
        let (studio, id) = (studio, BatchID(work.target))
        return try await studio.store.write { tx -> Next? in
            try studio.queue.confirm(work, in: tx)
            guard let owner = try BatchRecords.owner(of: id, in: tx) else {
                try studio.queue.finish(work, in: tx)
                return nil
            }
            let records = BatchRecords(tx, of: owner)
            try records.lock()
            guard try JobRecords(tx).openJobs(of: owner) < studio.limits.openJobsOfBatches,
                let batch = try records.batch(id), let row = try records.firstWaiting(of: id)
            else {
                try studio.queue.finish(work, in: tx)
                return nil
            }
            return Next(owner: owner, batch: batch, row: row)
        }
    }

    private func order(_ next: Next) async throws {
        let permit = try await studio.gate.permit(ProvideService.self, for: next.owner)
        let recipe = try await studio.open(next.batch, under: permit)
        let line = try await studio.open(next.row, under: permit)
        do {
            try await studio.screening.requireAllowed(next.owner)
            // Whoever revokes a key means what it has handed over too.
            if let key = next.batch.budget?.key {
                try await studio.screening.requireStanding(key, of: next.owner)
            }
            var order = try recipe.order(of: line)
            order.budget = next.batch.budget
            try await studio.submit(order, filling: .batch(next.row.id), under: permit)
            await studio.checkpoint.reach("batch.row")
        } catch is RowTaken {
            return
        } catch let problem as Problem where problem.code == .tooManyJobs {
            // Somebody was quicker; asked again, there is no room.
            return
        } catch let problem as Problem where problem.status < 500 {
            // What stands in the way of everything is no fault of the row's.
            guard try await studio.gate.refusal(of: ProvideService.self, for: next.owner) == nil else {
                throw problem
            }
            try await studio.refuse(next.row.id, for: problem, under: permit)
        }
        studio.queue.announceChange(of: next.batch.id.value)
    }
}

extension Studio {
    /// Ends a job that has not ended, in the transaction that ends its work: what waits for its place goes on.
    func finish(_ id: JobID, _ end: JobEnd, in tx: Transaction) throws {
        let hasEnded = try JobRecords(tx).finish(id, end, at: clock.now())
        guard let owner = try self.owner(of: id, in: tx) else { return }
        try feed(BatchRecords(tx, of: owner).waitingBatches(), of: owner, in: tx)
        try feedBulks(BulkRecords(tx, of: owner).open(), of: owner, in: tx)
        guard hasEnded else { return }
        try listener.hear(.jobEnded(id, end.status), of: owner, in: tx)
        if let batch = try BatchRecords(tx, of: owner).batch(with: id) {
            try tellIfOver(batch, of: owner, in: tx)
        }
    }

    /// Tells that nothing of a batch waits or runs any more; to be called where that may just have come about.
    func tellIfOver(_ batch: BatchID, of owner: SubjectID, in tx: Transaction) throws {
        guard try BatchRecords(tx, of: owner).isOver(batch) else { return }
        try listener.hear(.batchFinished(batch), of: owner, in: tx)
    }

    /// Queues the feeding of batches; one that is being fed goes on by itself.
    func feed(_ batches: [BatchID], of owner: SubjectID, in tx: Transaction) throws {
        guard !batches.isEmpty else { return }
        for batch in batches { try queue.add(NewWork(FeedBatch.type, on: batch.value, of: owner), in: tx) }
        // Whoever wakes up waits for this transaction before it looks.
        queue.wake()
    }

    /// Says of a row why it was not ordered.
    fileprivate func refuse(
        _ row: RowID,
        for problem: Problem,
        under permit: borrowing Permit<ProvideService>
    ) async throws {
        let refusal = StoredRefusal(field: problem.field, arguments: problem.arguments)
        let plain = try JSONEncoder().encode(refusal)
        let details = try await vault.seal(plain, at: .details(of: row), under: permit)
        let (subject, studio) = (permit.subject, self)
        try await store.write { tx in
            guard try BatchRecords(tx, of: subject).refuse(row, problem.code, details),
                let batch = try BatchRecords(tx, of: subject).batch(of: row)
            else { return }
            try studio.tellIfOver(batch, of: subject, in: tx)
        }
    }
}
