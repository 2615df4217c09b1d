import Kernel
import Testing

@testable import HTTPKit

@Suite(.timeLimit(.minutes(1)))
struct TurnsTests {
    @Test func `so many of a name pass at once, and another once one has left`() async throws {
        let turns = Turns(letting: 2, mostWaiting: 0)
        var first: Turns.Turn? = try await turns.turn(of: "a")
        let second = try await turns.turn(of: "a")
        await #expect(throws: Problem(.tooBusy)) { try await turns.pass(as: "a") {} }
        try await turns.pass(as: "b") {}
        withExtendedLifetime(first) {}
        first = nil
        try await turns.pass(as: "a") {}
        withExtendedLifetime(second) {}
    }

    @Test func `a turn ends with work that fails`() async throws {
        let turns = Turns()
        for _ in 0..<3 {
            await #expect(throws: Problem(.notFound)) {
                try await turns.pass(as: "a") { throw Problem(.notFound) }
            }
        }
    }
}
