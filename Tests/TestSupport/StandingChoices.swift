package import Kernel
import Purposes
import Synchronization

/// What people have chosen, as a test sets it: consents and objections beside the state that the installation keeps.
package final class StandingChoices: Sendable {
    private struct Choices {
        var version: Int64 = 0
        var consents: [SubjectID: Set<String>] = [:]
        var objections: [SubjectID: Set<String>] = [:]
    }

    private let choices = Mutex(Choices())

    package init() {}

    package func consent(_ subject: SubjectID, to purpose: PurposeDefinition) {
        choices.withLock { choices in
            choices.version += 1
            choices.consents[subject, default: []].insert(purpose.key)
        }
    }

    package func withdraw(_ subject: SubjectID, from purpose: PurposeDefinition) {
        choices.withLock { choices in
            choices.version += 1
            choices.consents[subject]?.remove(purpose.key)
        }
    }

    package func object(_ subject: SubjectID, to purpose: PurposeDefinition) {
        choices.withLock { choices in
            choices.version += 1
            choices.objections[subject, default: []].insert(purpose.key)
        }
    }

    func added(to states: any SubjectStates) -> any SubjectStates { Added(states: states, choices: self) }

    private struct Added: SubjectStates {
        let states: any SubjectStates
        let choices: StandingChoices

        func version() throws -> Int64 {
            try states.version() &+ choices.choices.withLock { $0.version } << 32
        }

        func state(of subject: SubjectID) async throws -> SubjectState {
            var state = try await states.state(of: subject)
            choices.choices.withLock {
                state.consents.formUnion($0.consents[subject] ?? [])
                state.objections.formUnion($0.objections[subject] ?? [])
            }
            return state
        }
    }
}
