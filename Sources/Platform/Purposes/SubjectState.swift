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
    /// Keys of the purposes that a signal of the subject's browser opts out of.
    package var optOuts: Set<String> = []
    /// From when on it may be otherwise without anybody's doing: a consent ends.
    package var validUntil: Timestamp?

    /// What a restriction leaves to its person: signing in, changing or lifting it, and being told.
    private static let underRestriction: Set<String> = [
        ManageAccount.definition.key, SecureService.definition.key, NotifyByMail.definition.key,
    ]

    package init() {}

    /// Why `purpose` is refused, or nil when it is allowed.
    ///
    /// What the law demands of us goes on under a restriction, a freeze and after erasure: answering for the erasure itself.
    func refusal(of purpose: PurposeDefinition) -> Problem.Code? {
        if purpose.basis == .legalObligation { return nil }
        if isErased { return .erased }
        if isFrozenForAge { return .accountRestricted }
        if isRestricted, !Self.underRestriction.contains(purpose.key) { return .restricted }
        guard purpose.basis != .contract else { return nil }
        if objections.contains(purpose.key) { return .objected }
        if optOuts.contains(purpose.key) { return .gpcOptOut }
        return purpose.basis == .consent && !consents.contains(purpose.key) ? .noConsent : nil
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
