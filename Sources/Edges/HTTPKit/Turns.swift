import Kernel
import Synchronization

/// Lets those who come under one name pass one after another.
final class Turns: Sendable {
    /// Of one name.
    static let mostWaiting = 8

    private let lines = Mutex<[String: [CheckedContinuation<Bool, Never>]]>([:])

    /// Does what one alone may do at a time.
    /// - Throws: `Problem` `too_busy` where too many wait already, or whatever `work` throws.
    func pass<Value>(as name: String, _ work: () async throws -> Value) async throws -> Value {
        guard await enter(name) else { throw Problem(.tooBusy) }
        defer { leave(name) }
        return try await work()
    }

    private func enter(_ name: String) async -> Bool {
        await withCheckedContinuation { turn in
            let answer: Bool? = lines.withLock { lines in
                guard let line = lines[name] else {
                    lines[name] = []
                    return true
                }
                guard line.count < Self.mostWaiting else { return false }
                lines[name] = line + [turn]
                return nil
            }
            if let answer { turn.resume(returning: answer) }
        }
    }

    private func leave(_ name: String) {
        let next = lines.withLock { lines -> CheckedContinuation<Bool, Never>? in
            guard let line = lines[name], !line.isEmpty else {
                lines[name] = nil
                return nil
            }
            lines[name] = Array(line.dropFirst())
            return line.first
        }
        next?.resume(returning: true)
    }
}
