import Audit
package import Kernel
import Purposes
import Store
import Vault

/// A decision that was written down.
package struct Chosen: Sendable {
    /// What stands now; nil where there was nothing to decide about.
    package let event: ConsentEvent?
    /// What a browser that chose for the first time keeps, to be known again.
    package let cookie: String?
}

/// How a decision reached us.
package struct ChoiceOccasion: Hashable, Sendable {
    /// In which language the words were shown.
    package let language: Language
    package let method: ChoiceMethod

    package init(in language: Language, by method: ChoiceMethod) {
        self.language = language
        self.method = method
    }
}

extension PrivacyChoices {
    /// Writes down that somebody gives or refuses a consent.
    ///
    /// A browser without an account gets a subject of its own with its first decision.
    /// - Throws: `Problem` `purpose_unknown`; `sign_in_required` for what only accounts are asked.
    package func choose(
        _ isGiven: Bool,
        _ purpose: String,
        by chooser: Chooser,
        _ occasion: ChoiceOccasion
    ) async throws -> Chosen {
        try requireConsentPurpose(purpose, of: chooser)
        let who = try await subject(of: chooser)
        let event = event(isGiven ? .given : .refused, purpose, of: who.subject, occasion)
        try await store([event], of: who.subject, from: who)
        return Chosen(event: event, cookie: who.cookie)
    }

    /// Takes a consent back; where none stands, nothing happens.
    /// - Throws: `Problem` `purpose_unknown`.
    @discardableResult
    package func withdraw(
        _ purpose: String,
        by chooser: Chooser,
        _ occasion: ChoiceOccasion
    ) async throws -> Chosen {
        guard rules.consentPurposes(isAccount: true).contains(purpose) else {
            throw Problem(.purposeUnknown, field: "purpose")
        }
        guard let subject = chooser.subject else { return Chosen(event: nil, cookie: nil) }
        let newest = try await store.read { tx in
            try ConsentRecords(tx).newest(of: subject, about: purpose)
        }
        guard newest?.state == .given else { return Chosen(event: newest, cookie: nil) }
        let event = event(.withdrawn, purpose, of: subject, occasion)
        try await store([event], of: subject)
        return Chosen(event: event, cookie: nil)
    }

    /// Says of consents whose time is over that it is.
    /// - Returns: how many.
    @discardableResult
    package func expire(limit: Int = 500) async throws -> Int {
        let now = clock.now()
        let ended = try await store.read { tx in try ConsentRecords(tx).ended(before: now, limit: limit) }
        for event in ended {
            let occasion = ChoiceOccasion(in: event.language, by: .time)
            try await store(
                [self.event(.expired, event.purpose, of: event.subject, occasion)],
                of: event.subject
            )
        }
        return ended.count
    }

    func requireConsentPurpose(_ purpose: String, of chooser: Chooser) throws(Problem) {
        guard rules.consentPurposes(isAccount: true).contains(purpose) else {
            throw Problem(.purposeUnknown, field: "purpose")
        }
        guard rules.consentPurposes(isAccount: chooser.isAccount).contains(purpose) else {
            throw Problem(.signInRequired)
        }
    }

    /// Whose a decision is: known already, or a browser's that decides for the first time.
    struct Decider: Sendable {
        let subject: SubjectID
        var isNew = false
        /// What the browser signalled before it had a subject.
        var signal: SignalRecord?
        var cookie: String?
    }

    func subject(of chooser: Chooser) async throws -> Decider {
        if let subject = chooser.subject { return Decider(subject: subject) }
        let subject: SubjectID = ids.next()
        try await ring.makeKey(for: subject)
        let reference = BrowserReference(
            subject: subject,
            signal: chooser.signal?.source,
            signalledAt: chooser.signal?.at.milliseconds
        )
        return Decider(
            subject: subject,
            isNew: true,
            signal: chooser.signal,
            cookie: try references.text(of: reference)
        )
    }

    func event(
        _ state: ConsentState,
        _ purpose: String,
        of subject: SubjectID,
        _ occasion: ChoiceOccasion
    ) -> ConsentEvent {
        let now = clock.now()
        return ConsentEvent(
            id: ids.next(),
            subject: subject,
            purpose: purpose,
            state: state,
            at: now,
            endsAt: state == .expired ? now : now + ConsentEvent.lifetime,
            policyVersion: policy.version,
            noticeHash: rules.notices.hash(of: purpose, in: occasion.language),
            language: occasion.language,
            method: occasion.method
        )
    }

    /// Stores decisions with their leaves of the audit log; who consents anew objects no more.
    func store(
        _ events: [ConsentEvent],
        of subject: SubjectID,
        from decider: Decider? = nil
    ) async throws {
        var acts: [PreparedAct] = []
        for event in events {
            let details: AuditDetails = [.what: event.purpose, .reason: event.state.rawValue]
            acts.append(try await audit.prepare(.consentChanged, about: subject, details))
        }
        let (audit, clock, ids, leaves) = (audit, clock, ids, acts)
        try await store.write { tx in
            try enter(decider, in: tx)
            try BrowserRecords(tx).renew(subject, at: clock.now())
            for event in events {
                try ConsentRecords(tx).insert(event)
                let objections = ObjectionRecords(tx)
                let objection = try objections.newest(of: subject, to: event.purpose)
                guard event.state == .given, objection?.state == .standing else { continue }
                try objections.insert(
                    ObjectionRow(
                        id: ids.next(),
                        subject: subject,
                        purpose: event.purpose,
                        state: .withdrawn,
                        at: event.at
                    )
                )
            }
            for act in leaves { try audit.append(act, in: tx) }
        }
    }

    /// Writes down a browser that decides for the first time.
    func enter(_ decider: Decider?, in tx: Transaction) throws {
        guard let decider, decider.isNew else { return }
        try BrowserRecords(tx).insert(decider.subject, at: clock.now())
        if let signal = decider.signal { try SignalRecords(tx).insert(signal, of: decider.subject) }
    }
}
