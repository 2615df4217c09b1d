import FoundationEssentials
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Studio

/// A job that many follow is looked at once, and they are told what is new.
@Suite(.timeLimit(.minutes(5)))
struct JobBroadcastTests {
    private let place: TestInstallation
    private let person: SubjectID
    private let waiting: Job
    private let ended: Job
    private let broadcast = JobBroadcast()
    private let looks = Looks()

    init() async throws {
        place = try await TestInstallation()
        person = try await place.newVisitor()
        let id = try await place.submit(.sample(), for: person)
        waiting = try await place.job(id, of: person)
        ended = try await place.studio.cancel(id, under: place.permit(for: person))
    }

    @Test func `however many follow, each tick is one look, and all hear of it`() async throws {
        var followers = (0..<100).map { _ in follow().elements.makeAsyncIterator() }
        for state in [waiting, drawn(1), drawn(2)] {
            looks.see(state)
            for index in followers.indices { #expect(await followers[index].next() == state) }
        }
        #expect(looks.count == 3)
    }

    @Test func `what is as it was wakes nobody but each fifteenth time`() async throws {
        let subscription = follow()
        var follower = subscription.elements.makeAsyncIterator()
        looks.see(waiting)
        #expect(await follower.next() == waiting)
        for _ in 1..<JobBroadcast.quietLooks { await looks.seen(waiting) }
        // Waits before there is news, so that a wake-up for nothing would be heard.
        let heard = Task { await subscription.elements.first { _ in true } }
        await looks.seen(drawn(1))
        #expect(await heard.value == drawn(1))
        for _ in 1...JobBroadcast.quietLooks { await looks.seen(drawn(1)) }
        #expect(await follower.next() == drawn(1))
    }

    @Test func `who comes later hears at once how it stands`() async throws {
        var first = follow().elements.makeAsyncIterator()
        looks.see(drawn(1))
        #expect(await first.next() == drawn(1))
        var second = follow().elements.makeAsyncIterator()
        #expect(await second.next() == drawn(1))
        #expect(looks.count == 1)
    }

    @Test func `after its end nothing comes, and who comes then is told that`() async throws {
        for looks in [looks, Looks()] {
            var follower = follow(looks).elements.makeAsyncIterator()
            looks.see(ended)
            #expect(await follower.next() == ended)
            #expect(await follower.next() == nil)
        }
    }

    @Test func `a look that fails is the end for all`() async throws {
        var followers = (0..<3).map { _ in follow().elements.makeAsyncIterator() }
        looks.see(nil)
        for index in followers.indices { #expect(await followers[index].next() == nil) }
    }

    @Test func `whoever is ended hears nothing more, and the others do`() async throws {
        let (left, stays) = (follow(), follow())
        left.end()
        looks.see(waiting)
        var iterator = left.elements.makeAsyncIterator()
        #expect(await iterator.next() == nil)
        iterator = stays.elements.makeAsyncIterator()
        #expect(await iterator.next() == waiting)
    }

    @Test func `when the last one has left nobody looks`() async throws {
        do {
            let followers = [follow(), follow()]
            looks.see(waiting)
            var iterator = followers[1].elements.makeAsyncIterator()
            #expect(await iterator.next() == waiting)
        }
        try await looks.left.wait()
    }

    @Test func `nobody hears of a job by the right of somebody else`() async throws {
        let other = Looks()
        var own = follow().elements.makeAsyncIterator()
        looks.see(waiting)
        #expect(await own.next() == waiting)
        let stranger = try await place.newVisitor()
        var foreign = follow(other, as: stranger).elements.makeAsyncIterator()
        other.see(nil)
        #expect(await foreign.next() == nil)
    }

    private func follow(_ looks: Looks? = nil, as subject: SubjectID? = nil) -> Subscription<Job> {
        let looks = looks ?? self.looks
        return broadcast.follow(
            JobBroadcast.Target(job: waiting.id, subject: subject ?? person),
            ticks: looks.ticks,
            look: looks.look
        )
    }

    private func drawn(_ number: Int) -> Job {
        var job = waiting
        job.draft = PictureDraft(position: 0, number: number, bytes: Data())
        return job
    }
}

/// What one watch sees: a state for each tick, and a failure where there is none.
private final class Looks: Sendable {
    private struct Gone: Error {}

    private struct State {
        var waiting: [Job?] = []
        var count = 0
        var continuation: AsyncStream<Void>.Continuation?
    }

    /// Open once nobody looks any more.
    let left = Latch()
    private let state = Mutex(State())

    var count: Int { state.withLock { $0.count } }

    /// Shows a state and ticks.
    func see(_ job: Job?) {
        let continuation = state.withLock { state in
            state.waiting.append(job)
            return state.continuation
        }
        continuation?.yield()
    }

    /// Shows a state, and waits until it was looked at.
    func seen(_ job: Job?) async {
        let before = count
        see(job)
        while count == before { await Task.yield() }
    }

    func ticks() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        continuation.onTermination = { _ in self.left.open() }
        let missed = state.withLock { state in
            state.continuation = continuation
            return state.waiting.count
        }
        for _ in 0..<missed { continuation.yield() }
        return stream
    }

    func look() async throws -> Job {
        let job = state.withLock { state in
            state.count += 1
            return state.waiting.removeFirst()
        }
        guard let job else { throw Gone() }
        return job
    }
}
