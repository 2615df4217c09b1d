import Foundation
import Kernel
import Queue
import Store

/// An installation with people in it: the watched few, and everybody else.
struct Population {
    let scratch: Scratch
    let installation: Installation
    let watched: WatchedPeople

    init(jobs: Int, people: Int, _ share: ShareContents) async throws {
        scratch = try Scratch()
        // In the middle of the crowd's day, so that the watched rows lie among the others.
        let noon = Clock.system.now() - .hours(12)
        let clock = Clock(now: { noon }, sleep: Clock.system.sleep)
        let past = try await Installation.open(in: scratch.folder, share, clock: clock)
        let crowd = Crowd(
            jobs: jobs - WatchedPeople.count * WatchedPeople.jobsEach,
            people: people - WatchedPeople.count
        )
        try await crowd.join(past)
        watched = try await WatchedPeople(in: past)
        installation = try await Installation.open(in: scratch.folder, share)
    }

    private init(_ other: Population, _ installation: Installation) {
        (scratch, watched) = (other.scratch, other.watched)
        self.installation = installation
    }

    /// The same people and files, with every statement heard from now on.
    func reopened(_ share: ShareContents, hearing statements: StatementLog) async throws -> Population {
        Population(self, try await Installation.open(in: scratch.folder, share, hearing: statements))
    }

    var database: URL { scratch.file(Installation.database) }

    /// Times `act` so often, for one watched person after another.
    func times(_ act: Act, _ count: Int) async throws -> [Duration] {
        let clock = ContinuousClock()
        var durations: [Duration] = []
        for number in 0..<count {
            let person = watched.people[number % watched.people.count]
            durations.append(try await clock.measure { try await act.perform(installation, person, number) })
        }
        return durations
    }

    /// Lets a worker claim and finish so many items of the crowd's; the times from one to the next.
    func claims(_ count: Int) async throws -> [Duration] {
        let finisher = Finisher(installation, most: count + 1)
        let worker = Worker(queue: installation.queue, handlers: [finisher])
        let task = Task { try await worker.run() }
        let moments = await finisher.moments()
        task.cancel()
        try await task.value
        return zip(moments, moments.dropFirst()).map { $1 - $0 }
    }
}

/// Ends every item at once, and notes when.
private struct Finisher: WorkHandler {
    let type = WorkType(rawValue: "studio.run")
    private let store: any Store
    private let queue: Queue
    private let most: Int
    private let noted: AsyncStream<ContinuousClock.Instant>
    private let note: AsyncStream<ContinuousClock.Instant>.Continuation

    init(_ installation: Installation, most: Int) {
        store = installation.store
        queue = installation.queue
        self.most = most
        (noted, note) = AsyncStream.makeStream()
    }

    func moments() async -> [ContinuousClock.Instant] {
        var moments: [ContinuousClock.Instant] = []
        for await moment in noted {
            moments.append(moment)
            if moments.count == most { break }
        }
        return moments
    }

    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws {
        let queue = queue
        try await store.write { tx in try queue.finish(work, in: tx) }
        note.yield(.now)
    }

    func abandon(_ work: LeasedWork, because end: WorkEnd, in tx: Transaction) throws {}
}
