import Kernel
import Synchronization

/// Bounds how many previews are asked for at the same time, altogether and by one person: they cost nothing and no quota counts them.
final class PreviewGate: Sendable {
    /// Those that are rendered and those that wait.
    static let most = 16
    /// A page asks for one at a time; somebody may have two open.
    static let mostPerPerson = 2

    private let people = Mutex<[SubjectID: Int]>([:])

    /// Does what may be done by so many only.
    /// - Throws: `Problem` `too_busy`, or whatever `work` throws.
    func pass<Value>(_ person: SubjectID, _ work: () async throws -> Value) async throws -> Value {
        try enter(person)
        defer { leave(person) }
        return try await work()
    }

    private func enter(_ person: SubjectID) throws(Problem) {
        let isFree = people.withLock { people in
            let own = people[person, default: 0]
            guard people.values.reduce(0, +) < Self.most, own < Self.mostPerPerson else { return false }
            people[person] = own + 1
            return true
        }
        guard isFree else { throw Problem(.tooBusy) }
    }

    private func leave(_ person: SubjectID) {
        people.withLock { people in
            guard let own = people[person] else { return }
            people[person] = own > 1 ? own - 1 : nil
        }
    }
}
