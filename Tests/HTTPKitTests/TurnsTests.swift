import Kernel
import Testing

@testable import HTTPKit

struct TurnsTests {
    @Test func `so many of a name pass at once, and the next when one has left`() async throws {
        let turns = Turns(letting: 2, mostWaiting: 1)
        var first: Turns.Turn? = try await turns.turn(of: "a")
        let second = try await turns.turn(of: "a")
        let third = Task { try await turns.turn(of: "a") }
        await Self.settle()
        // One waits, and one more may not.
        await #expect(throws: Problem(.tooBusy)) { try await turns.turn(of: "a") }
        _ = try await turns.turn(of: "b")
        withExtendedLifetime(first) {}
        first = nil
        _ = try await third.value
        withExtendedLifetime(second) {}
        for _ in 0..<3 { try await turns.pass(as: "a") {} }
    }

    @Test func `a turn ends with work that fails`() async throws {
        let turns = Turns()
        for _ in 0..<3 {
            await #expect(throws: Problem(.notFound)) {
                try await turns.pass(as: "a") { throw Problem(.notFound) }
            }
        }
    }

    private static func settle() async {
        for _ in 0..<100 { await Task.yield() }
    }
}
