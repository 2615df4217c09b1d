package import Kernel

/// What decides whether a subject's data may be used, as it stands now.
package struct SubjectState: Hashable, Sendable {
    package var isErased = false
    /// Keep, do not use (GDPR, article 18).
    package var isRestricted = false
    /// Reported as a child; frozen until it is checked.
    package var isFrozenForAge = false
    /// Keys of the purposes that the subject objected to.
    package var objections: Set<String> = []
    /// Keys of the purposes that the subject consents to.
    package var consents: Set<String> = []

    package init() {}

    /// Why `purpose` is refused, or nil when it is allowed.
    ///
    /// What the law demands of us goes on under a restriction, a freeze and after erasure: answering for the erasure itself.
    func refusal(of purpose: PurposeDefinition) -> Problem.Code? {
        if purpose.basis == .legalObligation { return nil }
        if isErased { return .erased }
        if isFrozenForAge { return .accountRestricted }
        if isRestricted { return .restricted }
        return switch purpose.basis {
        case .legitimateInterests where objections.contains(purpose.key): .objected
        case .consent where !consents.contains(purpose.key): .noConsent
        default: nil
        }
    }
}

/// Where the gate learns what stands in its way; Privacy supplies it.
package protocol SubjectStates: Sendable {
    /// A number that moves when the state of any subject changes, in any process.
    ///
    /// Called at each decision, on the caller's thread: a few microseconds, no waiting.
    func version() throws -> Int64

    func state(of subject: SubjectID) async throws -> SubjectState
}
