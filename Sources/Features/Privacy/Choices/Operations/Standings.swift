package import Kernel
import Purposes
import Store

extension PrivacyChoices {
    /// How each consent that somebody may be asked for stands.
    package func standings(of chooser: Chooser) async throws -> [ConsentStanding] {
        let now = clock.now()
        var newest: [String: ConsentEvent] = [:]
        if let subject = chooser.subject {
            newest = try await store.read { tx in try ConsentRecords(tx).newest(of: subject) }
        }
        var standings: [ConsentStanding] = []
        for purpose in rules.consentPurposes(isAccount: chooser.isAccount) {
            guard let definition = policy.byKey[purpose] else { continue }
            let counting = newest[purpose].flatMap { rules.counts($0, at: now) ? $0 : nil }
            let isOptedOut = rules.isOptedOut(of: purpose, by: chooser.signal, counting)
            standings.append(
                ConsentStanding(
                    purpose: purpose,
                    newest: newest[purpose],
                    // The gate's word, so that nobody is shown anything else than what is done.
                    isAllowed: try await gate.refusal(of: definition, for: chooser.subject) == nil,
                    isAsked: counting == nil && !isOptedOut,
                    isOptedOut: isOptedOut
                )
            )
        }
        return standings
    }

    /// Whether a purpose is stopped for somebody now, whatever the reason; the gate's word.
    package func isStopped(_ purpose: String, for subject: SubjectID?) async throws -> Bool {
        guard let definition = policy.byKey[purpose] else { return true }
        return try await gate.refusal(of: definition, for: subject) != nil
    }

    /// Every decision of somebody about a consent, newest first.
    package func history(of chooser: Chooser, limit: Int = 100) async throws -> [ConsentEvent] {
        guard let subject = chooser.subject else { return [] }
        return try await store.read { tx in try ConsentRecords(tx).history(of: subject, limit: limit) }
    }

    /// Whether a use for which a browser need not be known is allowed: counting a page view.
    ///
    /// The decision is counted.
    /// - Throws: `Problem` with the code that says what stands in the way.
    package func require<P: Purpose>(_ purpose: P.Type, of chooser: Chooser) async throws {
        let isSignalled = chooser.subject == nil && chooser.signal != nil
        try await gate.require(purpose, of: chooser.subject, isSignalled: isSignalled)
    }
}
