package import Kernel
import Metrics
import Synchronization

/// Decides each use of personal data, and mints the permits that operations demand.
///
/// Decisions rest on a cache that is valid as long as `SubjectStates.version()` stands still, so that another process's
/// change is seen at the next request, and no longer than the state itself says.
package final class PurposeGate: Sendable {
    private struct Cache {
        var version: Int64?
        var states: [SubjectID: SubjectState] = [:]
    }

    private struct Decision: Hashable {
        let clause: PolicyClause
        let purpose: String
        let outcome: String
    }

    /// Subjects kept at once; past it the cache starts anew.
    private static let cacheLimit = 50_000

    package let policy: PolicyPurposes
    private let states: any SubjectStates
    private let clock: Clock
    private let cache = Mutex(Cache())
    private let counters = Mutex<[Decision: Counter]>([:])

    package init(
        policy: PolicyPurposes,
        states: any SubjectStates,
        clock: Clock
    ) {
        self.policy = policy
        self.states = states
        self.clock = clock
    }

    /// The permit to use `subject`'s data for a purpose, now.
    /// - Throws: `Problem` with the code that says what stands in the way.
    package func permit<P: Purpose>(
        _ purpose: P.Type = P.self,
        for subject: SubjectID
    ) async throws -> Permit<P> {
        try settle(P.definition, try await refusal(of: P.definition, for: subject))
        return Permit(subject: subject)
    }

    /// Decides about somebody of whom perhaps nothing is stored: a browser that only looks around.
    ///
    /// There is nothing of theirs that a permit could open; the decision is counted like any other. `isSignalled` says whether
    /// this very request opts out.
    /// - Throws: `Problem` with the code that says what stands in the way.
    package func require<P: Purpose>(
        _ purpose: P.Type,
        of subject: SubjectID?,
        isSignalled: Bool
    ) async throws {
        var refusal = try await refusal(of: P.definition, for: subject)
        if refusal == .noConsent, isSignalled { refusal = .gpcOptOut }
        if refusal == nil, subject == nil, isSignalled { refusal = .gpcOptOut }
        try settle(P.definition, refusal)
    }

    /// What stands in the way of a purpose now, or nil; nothing is used, and so nothing is counted.
    package func refusal<P: Purpose>(
        of purpose: P.Type,
        for subject: SubjectID
    ) async throws -> Problem.Code? {
        try await refusal(of: P.definition, for: subject)
    }

    /// The same for a purpose whose type is not at hand, and for somebody of whom perhaps nothing is stored.
    package func refusal(
        of definition: PurposeDefinition,
        for subject: SubjectID?
    ) async throws -> Problem.Code? {
        guard let purpose = policy.purpose(definition) else { return .notInPolicyVersion }
        if purpose.basis == .legitimateInterests {
            // A balancing that nobody has looked at again in time is none.
            guard let record = policy.balancing[purpose.key], clock.now() < record.reviewBy else {
                return .notInPolicyVersion
            }
        }
        guard let subject else { return SubjectState().refusal(of: purpose) }
        return try await state(of: subject).refusal(of: purpose)
    }

    private func settle(_ purpose: PurposeDefinition, _ refusal: Problem.Code?) throws(Problem) {
        let known = policy.purpose(purpose) ?? purpose
        count(Decision(clause: known.clause, purpose: known.key, outcome: refusal?.rawValue ?? "allowed"))
        if let refusal { throw Problem(refusal) }
    }

    private func state(of subject: SubjectID) async throws -> SubjectState {
        let version = try states.version()
        let known = cache.withLock { cache in
            cache.version == version ? cache.states[subject] : nil
        }
        if let known, known.validUntil.map({ clock.now() < $0 }) ?? true { return known }
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

    private func count(_ decision: Decision) {
        let counter = counters.withLock { counters in
            if let counter = counters[decision] { return counter }
            let counter = Counter(
                label: "purpose.decisions",
                dimensions: [
                    ("clause", decision.clause.rawValue), ("purpose", decision.purpose),
                    ("outcome", decision.outcome),
                ]
            )
            counters[decision] = counter
            return counter
        }
        counter.increment()
    }
}
