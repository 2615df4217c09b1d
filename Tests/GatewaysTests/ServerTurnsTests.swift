import Kernel
import Outbound
import Synchronization
import TestSupport
import Testing

@testable import Gateways

/// The line in front of a server that can do one thing at a time.
struct ServerTurnsTests {
    private let time = TestClock()
    private let server: HostLabel = "workshop"

    /// Comes to wait, and returns once it stands in the line.
    private func waiter(
        at turns: ServerTurns,
        limit: Duration = .seconds(600),
        then: @escaping @Sendable () -> Void = {}
    ) async -> Task<Void, any Error> {
        let before = await turns.waiting(for: server)
        let task = Task {
            try await turns.take(server, within: limit)
            then()
        }
        while await turns.waiting(for: server) == before { await Task.yield() }
        return task
    }

    @Test func `a free server is taken at once, another one's too`() async throws {
        let turns = ServerTurns(time.clock)
        try await turns.take(server, within: .seconds(600))
        try await turns.take("attic", within: .seconds(600))
        await turns.pass(server)
        try await turns.take(server, within: .seconds(600))
    }

    @Test func `whoever came first has the next turn`() async throws {
        let turns = ServerTurns(time.clock)
        let order = Mutex<[Int]>([])
        try await turns.take(server, within: .seconds(600))
        var waiting: [Task<Void, any Error>] = []
        for number in 1...3 {
            waiting.append(await waiter(at: turns) { order.withLock { $0.append(number) } })
        }
        for waiter in waiting {
            await turns.pass(server)
            try await waiter.value
        }
        #expect(order.withLock { $0 } == [1, 2, 3])
    }

    @Test func `whoever leaves the line holds nobody up`() async throws {
        let turns = ServerTurns(time.clock)
        try await turns.take(server, within: .seconds(600))
        let (first, second) = (await waiter(at: turns), await waiter(at: turns))
        first.cancel()
        await #expect(throws: GatewayFailure(.cancelled)) { try await first.value }
        await turns.pass(server)
        try await second.value
        #expect(await turns.waiting(for: server) == 0)
    }

    @Test func `nobody who was cancelled before gets a turn`() async throws {
        let turns = ServerTurns(time.clock)
        let late = Task {
            while !Task.isCancelled { await Task.yield() }
            try await turns.take(server, within: .seconds(600))
        }
        late.cancel()
        await #expect(throws: GatewayFailure(.cancelled)) { try await late.value }
        try await turns.take(server, within: .seconds(600))
    }

    @Test func `whoever waits longer than their limit is told that the server is busy`() async throws {
        let turns = ServerTurns(time.clock)
        try await turns.take(server, within: .seconds(600))
        let patient = await waiter(at: turns, limit: .seconds(60))
        try await time.untilAsleep(for: .seconds(60))
        time.advance(by: .seconds(61))
        await #expect(throws: GatewayFailure(.overloaded)) { try await patient.value }
        #expect(await turns.waiting(for: server) == 0)
    }

    @Test func `the line has an end`() async throws {
        let turns = ServerTurns(time.clock)
        try await turns.take(server, within: .seconds(600))
        var waiting: [Task<Void, any Error>] = []
        for _ in 1...ServerTurns.mostWaiting { waiting.append(await waiter(at: turns)) }
        await #expect(throws: GatewayFailure(.overloaded)) {
            try await turns.take(server, within: .seconds(600))
        }
        for waiter in waiting { waiter.cancel() }
    }
}
