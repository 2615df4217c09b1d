package import Kernel
import Synchronization

/// Lets so many of those who come under one name pass at a time; the others wait, in the order of their coming.
package final class Turns: Sendable {
    /// One of those who pass; with it its turn ends.
    package final class Turn: Sendable {
        private let turns: Turns
        private let name: String

        fileprivate init(_ turns: Turns, _ name: String) {
            (self.turns, self.name) = (turns, name)
        }

        deinit {
            turns.leave(name)
        }
    }

    private struct Line {
        var passing = 0
        var waiting: [CheckedContinuation<Bool, Never>] = []
    }

    private let lines = Mutex<[String: Line]>([:])
    private let atOnce: Int
    private let mostWaiting: Int

    /// `mostWaiting` are those of one name.
    package init(letting atOnce: Int = 1, mostWaiting: Int = 8) {
        self.atOnce = atOnce
        self.mostWaiting = mostWaiting
    }

    /// Waits for a turn.
    /// - Throws: `Problem` `too_busy` where too many wait already.
    package func turn(of name: String) async throws(Problem) -> Turn {
        guard await enter(name) else { throw Problem(.tooBusy) }
        return Turn(self, name)
    }

    /// Does what so many may do at a time.
    /// - Throws: `Problem` `too_busy` where too many wait already, or whatever `work` throws.
    package func pass<Value>(as name: String, _ work: () async throws -> Value) async throws -> Value {
        let turn = try await turn(of: name)
        defer { withExtendedLifetime(turn) {} }
        return try await work()
    }

    private func enter(_ name: String) async -> Bool {
        await withCheckedContinuation { waiter in
            let answer: Bool? = lines.withLock { lines in
                var line = lines[name] ?? Line()
                defer { lines[name] = line }
                guard line.passing >= atOnce else {
                    line.passing += 1
                    return true
                }
                guard line.waiting.count < mostWaiting else { return false }
                line.waiting.append(waiter)
                return nil
            }
            if let answer { waiter.resume(returning: answer) }
        }
    }

    private func leave(_ name: String) {
        let next = lines.withLock { lines -> CheckedContinuation<Bool, Never>? in
            guard var line = lines[name] else { return nil }
            defer { lines[name] = line.passing > 0 ? line : nil }
            guard line.waiting.isEmpty else { return line.waiting.removeFirst() }
            line.passing -= 1
            return nil
        }
        next?.resume(returning: true)
    }
}
