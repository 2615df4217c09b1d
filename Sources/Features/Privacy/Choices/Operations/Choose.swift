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
        let stored = try await store([event], of: who.subject, from: who)
        return Chosen(event: stored.first, cookie: who.cookie)
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
        let stored = try await store([event], of: subject)
        return Chosen(event: stored.first, cookie: nil)
    }

    /// Says of consents whose time is over that it is.
    /// - Returns: how many.
    @discardableResult
    package func expire(limit: Int = 500) async throws -> Int {
        let now = clock.now()
        let ended = try await store.read { tx in try ConsentRecords(tx).ended(before: now, limit: limit) }
        var count = 0
        for event in ended {
            let occasion = ChoiceOccasion(in: event.language, by: .time)
            let noted = try await store(
                [self.event(.expired, event.purpose, of: event.subject, occasion)],
                of: event.subject,
                where: { $0?.id == event.id }
            )
            count += noted.count
        }
        return count
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

    /// Stores decisions with their leaves of the audit log, where `isDue` finds, of the newest one about the same purpose, that
    /// they still are; who consents anew objects no more.
    /// - Returns: the decisions as they are stored.
    @discardableResult
    func store(
        _ events: [ConsentEvent],
        of subject: SubjectID,
        from decider: Decider? = nil,
        where isDue: @escaping @Sendable (ConsentEvent?) -> Bool = { _ in true }
    ) async throws -> [ConsentEvent] {
        var acts: [PreparedAct] = []
        for event in events {
            let details: AuditDetails = [.what: event.purpose, .reason: event.state.rawValue]
            acts.append(try await audit.prepare(.consentChanged, about: subject, details))
        }
        let (audit, clock, ids, leaves) = (audit, clock, ids, acts)
        return try await store.write { tx in
            try enter(decider, in: tx)
            let (consents, objections) = (ConsentRecords(tx), ObjectionRecords(tx))
            var stored: [ConsentEvent] = []
            for (event, leaf) in zip(events, leaves) {
                let newest = try consents.newest(of: subject, about: event.purpose)
                guard isDue(newest) else { continue }
                stored.append(try consents.insert(event))
                try audit.append(leaf, in: tx)
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
            if !stored.isEmpty { try BrowserRecords(tx).renew(subject, at: clock.now()) }
            return stored
        }
    }

    /// Writes down a browser that decides for the first time.
    func enter(_ decider: Decider?, in tx: Transaction) throws {
        guard let decider, decider.isNew else { return }
        try BrowserRecords(tx).insert(decider.subject, at: clock.now())
        if let signal = decider.signal { try SignalRecords(tx).insert(signal, of: decider.subject) }
    }
}
