import Billing
import Engines
import FoundationEssentials
import Kernel
import Purposes
package import Queue
import Store
import Vault

extension Studio {
    /// The work that runs jobs, and that feeds batches to them.
    package var work: [any WorkHandler] {
        [
            RunJob(studio: self, place: .here), RunJob(studio: self, place: .elsewhere),
            FeedBatch(studio: self),
        ]
    }

    /// The work that runs a job of the model; which kind it is holds until the job ends, whatever becomes of the settings.
    func workType(of model: Model) -> WorkType {
        RunJob.kind(of: engines[model.engine]?.waitsForServers == true ? .elsewhere : .here)
    }

    /// Ends the work of a job that waits, or asks it to end.
    func cancelWork(of job: JobID, in tx: Transaction) throws -> CancelOutcome {
        for type in RunJob.types {
            let outcome = try queue.cancel(type, on: job.value, in: tx)
            if outcome != .ended { return outcome }
        }
        return .ended
    }

    func progressOfWork(of job: JobID, in tx: Transaction) throws -> WorkProgress? {
        for type in RunJob.types {
            if let progress = try queue.progress(of: type, on: job.value, in: tx) { return progress }
        }
        return nil
    }
}

/// Runs one job: makes the pictures that are still missing, one after another, and settles what was held.
///
/// After a crash it runs again and keeps the pictures that are stored: each picture, its capture and the job's new
/// revision are one transaction.
struct RunJob: WorkHandler {
    static let types = WorkPlace.allCases.map { kind(of: $0) }

    let studio: Studio
    let place: WorkPlace

    var type: WorkType { Self.kind(of: place) }

    static func kind(of place: WorkPlace) -> WorkType {
        switch place {
        case .here: WorkType(rawValue: "studio.run")
        case .elsewhere: WorkType(rawValue: "studio.ask")
        }
    }

    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws {
        let job = try await begin(work)
        let permit = try await studio.gate.permit(ProvideService.self, for: job.row.subject)
        let plan = JobPlan(
            prompt: try await studio.open(job.row.prompt, under: permit),
            settings: try await studio.open(job.row.settings, under: permit),
            inputs: job.inputs
        )
        var outcome = Outcome(engineNotes: try await studio.open(job.row.notes, under: permit))
        for position in 0..<job.row.count where !job.made.contains(position) {
            try Task.checkCancellation()
            let progress = Portion(of: position, in: job.row.count, report).report
            let maker = ImageMaker(studio: studio, work: work, job: job.row, plan: plan)
            outcome.add(await maker.make(position, progress))
            if case .stopped(let error) = outcome.last { throw error }
        }
        if outcome.failure != nil, work.failures + 1 < studio.queue.settings.tries {
            throw EngineError.failed
        }
        await studio.checkpoint.reach("job.settle")
        try await settle(work, job, outcome, under: permit)
        await studio.clearDeliveries(of: job.row.id)
    }

    func abandon(
        _ work: LeasedWork,
        because end: WorkEnd,
        in tx: Transaction
    ) throws {
        let (id, jobs) = (JobID(work.target), JobRecords(tx))
        guard try jobs.job(id) != nil else { return }
        let count = try ImageRecords(tx).pictures(of: id).count
        let result: JobEnd =
            switch end {
            case .canceled, .refused: JobEnd(status: .canceled, failure: nil, notes: nil)
            case .failed where count > 0: JobEnd(status: .succeeded, failure: nil, notes: nil)
            case .failed: JobEnd(status: .failed, failure: .engineFailed, notes: nil)
            }
        try studio.billing.release(holdOf: id, in: tx)
        try studio.finish(id, result, in: tx)
    }

    func permission(for work: LeasedWork) -> WorkPermission? {
        guard let subject = work.subject, !studio.checkpoint.skips("job.permission") else { return nil }
        let gate = studio.gate
        return { try await gate.refusal(of: ProvideService.self, for: subject) == nil }
    }

    private struct Begun: Sendable {
        let row: JobRow
        let inputs: [JobInput]
        /// Positions of pictures that an earlier try made, those too that their person deleted since.
        let made: Set<Int>
    }

    private func begin(_ work: LeasedWork) async throws -> Begun {
        let (id, queue, billing) = (JobID(work.target), studio.queue, studio.billing)
        let begun = try await studio.store.write { tx -> Begun in
            try queue.confirm(work, in: tx)
            let jobs = JobRecords(tx)
            try jobs.start(id)
            guard let row = try jobs.job(id) else { throw LeaseLost() }
            return Begun(
                row: row,
                inputs: try InputRecords(tx).inputs(of: id),
                made: Set(try ImageRecords(tx).pictures(of: id).map(\.position))
                    .union(try billing.capturedPositions(of: id, in: tx))
            )
        }
        queue.announceChange(of: id.value)
        return begun
    }

    private func settle(
        _ work: LeasedWork,
        _ job: Begun,
        _ outcome: Outcome,
        under permit: borrowing Permit<ProvideService>
    ) async throws {
        let made = job.made.count + outcome.made
        let notes = try await studio.sealed(
            outcome.notes(made: made, of: job.row.count),
            of: job.row.id,
            under: permit
        )
        let end =
            made > 0
            ? JobEnd(status: .succeeded, failure: nil, notes: notes)
            : JobEnd(
                status: .failed,
                failure: outcome.refusal ?? outcome.failure ?? outcome.screenedFailure ?? .engineFailed,
                notes: notes
            )
        let studio = studio
        try await studio.store.write { tx in
            try studio.queue.finish(work, in: tx)
            try studio.billing.release(holdOf: job.row.id, in: tx)
            try studio.finish(job.row.id, end, in: tx)
        }
    }
}

extension Studio {
    func sealed(
        _ notes: [Note],
        of job: JobID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> Sealed? {
        guard !notes.isEmpty else { return nil }
        return try await vault.seal(JSONEncoder().encode(notes), at: .notes(of: job), under: permit)
    }
}

/// What became of the pictures of one try.
private struct Outcome {
    private(set) var made = 0
    /// Why a picture failed that another try may make.
    private(set) var failure: Problem.Code?
    /// Why the engine refused, if it did.
    private(set) var refusal: Problem.Code?
    /// What is said of pictures that may not be delivered.
    private(set) var screened: [Note] = []
    private(set) var last: ImageMaker.Result?
    private var engineNotes: [Note]

    /// - Parameter engineNotes: those of earlier tries.
    init(engineNotes: [Note]) {
        self.engineNotes = engineNotes
    }

    mutating func add(_ result: ImageMaker.Result) {
        last = result
        switch result {
        case .made(let notes):
            made += 1
            // Every picture of a job is drawn from the same words, and not always by the same engine.
            engineNotes += notes.filter { !engineNotes.contains($0) }
        case .screened(let note):
            screened.append(note)
        case .refused(let problem):
            refusal = problem.code
        case .failed(let code):
            failure = code
        case .stopped:
            break
        }
    }

    func notes(made: Int, of count: Int) -> [Note] {
        let hasFailed = made > 0 && made + screened.count < count
        return engineNotes + screened + (hasFailed ? [Note(.imagesFailed)] : [])
    }

    var screenedFailure: Problem.Code? { screened.isEmpty ? nil : .imageRefused }
}

/// One picture's part of a job's progress.
private struct Portion {
    let report: @Sendable (EngineProgress) -> Void

    init(
        of position: Int,
        in count: Int,
        _ report: @escaping @Sendable (WorkProgress) -> Void
    ) {
        self.report = { progress in
            let fraction = (Double(position) + progress.fraction) / Double(count)
            report(WorkProgress(stage: progress.stage.rawValue, fraction: fraction, isRunning: true))
        }
    }
}
