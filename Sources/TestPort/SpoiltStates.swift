import Kernel
import Purposes
import Synchronization

/// Tells the gate something else about people than what they decided.
final class SpoiltStates: SubjectStates {
    private let states: any SubjectStates
    private let controls: TestControls
    /// Who has ever allowed training.
    private let trained = Mutex<Set<SubjectID>>([])

    init(_ states: any SubjectStates, controls: TestControls) {
        self.states = states
        self.controls = controls
    }

    /// Moves with the fault too, so that nothing known before it counts.
    func version() throws -> Int64 {
        let place = controls.mutation.flatMap { Mutation.allCases.firstIndex(of: $0) } ?? -1
        return try states.version() * 1_000 + Int64(place + 1)
    }

    func state(of subject: SubjectID) async throws -> SubjectState {
        var state = try await states.state(of: subject)
        let training = TrainModels.definition.key
        let isTrained = trained.withLock { trained in
            if state.consents.contains(training) { trained.insert(subject) }
            return trained.contains(subject)
        }
        switch controls.mutation {
        case .allConsents:
            state.consents = [MeasureUsage.definition.key, SendNews.definition.key, training]
        case .objectionsIgnored:
            state.objections = []
        case .trainingOn:
            state.consents.insert(training)
        case .trainingSticky:
            if isTrained { state.consents.insert(training) }
        case .everythingAllowed:
            state = SubjectState()
            state.consents = [MeasureUsage.definition.key, SendNews.definition.key, training]
        case .basisTaken:
            // A contract needs no consent, and hears neither objections nor signals.
            state.consents = [MeasureUsage.definition.key, SendNews.definition.key, training]
            state.objections = []
            state.optOuts = []
        case .noOptIn:
            state.consents.insert(SendNews.definition.key)
        default: break
        }
        return state
    }
}
