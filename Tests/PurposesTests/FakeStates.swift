import Kernel
import Purposes
import Synchronization

/// States that a test sets, counting how often they are read.
final class FakeStates: SubjectStates {
    private struct Facts {
        var version: Int64 = 1
        var states: [SubjectID: SubjectState] = [:]
        var reads = 0
    }

    private let facts = Mutex(Facts())

    var reads: Int { facts.withLock { $0.reads } }

    /// Changes a state and the version with it, as a transaction does.
    func change(_ subject: SubjectID, _ change: (inout SubjectState) -> Void) {
        facts.withLock { facts in
            facts.version += 1
            change(&facts.states[subject, default: SubjectState()])
        }
    }

    func version() throws -> Int64 { facts.withLock { $0.version } }

    func state(of subject: SubjectID) async throws -> SubjectState {
        facts.withLock { facts in
            facts.reads += 1
            return facts.states[subject] ?? SubjectState()
        }
    }
}

extension BalancingRecord {
    static func sample(of purpose: String, reviewBy: Timestamp) -> BalancingRecord {
        BalancingRecord(
            id: "lia-1",
            purpose: purpose,
            owner: "Somebody",
            date: Timestamp(milliseconds: 0),
            summary: [:],
            reviewBy: reviewBy
        )
    }
}

/// A purpose that no policy names.
enum Guess: Purpose {
    static let definition = PurposeDefinition(key: "guess", basis: .contract, dataUse: "essential")
}

/// A purpose that goes by another's key to another use.
enum Pretend: Purpose {
    static let definition = PurposeDefinition(
        key: "provide_service",
        basis: .legalObligation,
        dataUse: "essential.legal_obligation"
    )
}

/// A purpose that claims another basis than the policy's.
enum Presume: Purpose {
    static let definition = ProvideService.definition.on(.legalObligation)
}
