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

    @Test func `whoever waits gets the turn of one who left, and whoever finds the line full is refused`()
        async throws
    {
        let turns = Turns(letting: 1, mostWaiting: 1)
        var first: Turns.Turn? = try await turns.turn(of: "a")
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<2 { group.addTask { try await Self.passes(turns) } }
            // Nobody can pass yet: of the two one waits, and the other is told at once.
            let early = try await group.next()
            #expect(early == false)
            withExtendedLifetime(first) {}
            first = nil
            let late = try await group.next()
            #expect(late == true)
        }
    }

    private static func passes(_ turns: Turns) async throws -> Bool {
        do {
            try await turns.pass(as: "a") {}
            return true
        } catch let problem as Problem where problem == Problem(.tooBusy) {
            return false
        }
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
