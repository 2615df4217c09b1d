package import Kernel
import Metrics
import Synchronization

/// Decides each use of personal data, and mints the permits that operations demand.
///
/// Decisions rest on a cache that is valid as long as `SubjectStates.version()` stands still, so that another process's
/// change is seen at the next request.
package final class PurposeGate: Sendable {
    private struct Cache {
        var version: Int64?
        var states: [SubjectID: SubjectState] = [:]
    }

    private struct Decision: Hashable {
        let purpose: String
        let outcome: String
    }

    /// Subjects kept at once; past it the cache starts anew.
    private static let cacheLimit = 50_000

    private let policy: PolicyPurposes
    private let states: any SubjectStates
    private let cache = Mutex(Cache())
    private let counters = Mutex<[Decision: Counter]>([:])

    package init(policy: PolicyPurposes, states: any SubjectStates) {
        self.policy = policy
        self.states = states
    }

    /// The permit to use `subject`'s data for a purpose, now.
    /// - Throws: `Problem` with the code that says what stands in the way.
    package func permit<P: Purpose>(
        _ purpose: P.Type = P.self,
        for subject: SubjectID
    ) async throws -> Permit<P> {
        let definition = P.definition
        guard policy.byKey[definition.key] == definition else {
            throw refuse(definition, .notInPolicyVersion)
        }
        if let refusal = try await state(of: subject).refusal(of: definition) {
            throw refuse(definition, refusal)
        }
        count(Decision(purpose: definition.key, outcome: "allowed"))
        return Permit(subject: subject)
    }

    private func state(of subject: SubjectID) async throws -> SubjectState {
        let version = try states.version()
        let known = cache.withLock { cache in
            cache.version == version ? cache.states[subject] : nil
        }
        if let known { return known }
        // Read after the version: a change in between only makes the entry older than it claims, and moves the version.
        let state = try await states.state(of: subject)
        cache.withLock { cache in
            if cache.version != version || cache.states.count >= Self.cacheLimit {
                cache = Cache(version: version)
            }
            cache.states[subject] = state
        }
        return state
    }

    private func refuse(_ purpose: PurposeDefinition, _ code: Problem.Code) -> Problem {
        count(Decision(purpose: purpose.key, outcome: code.rawValue))
        return Problem(code)
    }

    private func count(_ decision: Decision) {
        let counter = counters.withLock { counters in
            if let counter = counters[decision] { return counter }
            let counter = Counter(
                label: "purpose.decisions",
                dimensions: [("purpose", decision.purpose), ("outcome", decision.outcome)]
            )
            counters[decision] = counter
            return counter
        }
        counter.increment()
    }
}
