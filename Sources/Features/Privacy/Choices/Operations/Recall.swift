package import Kernel
import Store

extension PrivacyChoices {
    /// Whose choices hold for a request, and what its browser keeps from here on.
    ///
    /// A signal is noted once: for an account and for a browser that has chosen before in the database, else in a cookie that
    /// names nobody. What a browser has refused goes over to an account that has decided nothing itself; what it allowed does
    /// not. `cookie` is what the browser sent back, whoever wrote it; `signal` is what this very request says.
    package func recall(
        account: SubjectID?,
        cookie: String?,
        signal: OptOutSignal?
    ) async throws -> Recalled {
        let known = cookie.flatMap(references.reference)
        guard let account else { return try await recall(known, cookie: cookie, signal: signal) }
        if let browser = known?.subject { try await carry(from: browser, to: account) }
        let now = clock.now()
        let record = known?.record ?? signal.map { SignalRecord(source: $0, at: now) }
        let stored = try await noted(record, of: account)
        return Recalled(chooser: Chooser(subject: account, isAccount: true, signal: stored))
    }

    private func recall(
        _ known: BrowserReference?,
        cookie: String?,
        signal: OptOutSignal?
    ) async throws -> Recalled {
        let isForeign = cookie != nil && known == nil
        guard var reference = known else {
            guard let signal else { return Recalled(chooser: Chooser(), cookie: isForeign ? .expire : nil) }
            return try signalled(BrowserReference(), signal)
        }
        if let subject = reference.subject {
            if try await isBrowser(subject) {
                let record = reference.record ?? signal.map { SignalRecord(source: $0, at: clock.now()) }
                let stored = try await noted(record, of: subject)
                return Recalled(chooser: Chooser(subject: subject, signal: stored))
            }
            reference.subject = nil
        }
        if let record = reference.record {
            let cookie = reference == known ? nil : Recalled.Cookie.set(try references.text(of: reference))
            return Recalled(chooser: Chooser(signal: record), cookie: cookie)
        }
        guard let signal else { return Recalled(chooser: Chooser(), cookie: .expire) }
        return try signalled(reference, signal)
    }

    private func signalled(_ reference: BrowserReference, _ signal: OptOutSignal) throws -> Recalled {
        let record = SignalRecord(source: signal, at: clock.now())
        var reference = reference
        (reference.signal, reference.signalledAt) = (signal, record.at.milliseconds)
        return Recalled(
            chooser: Chooser(signal: record),
            cookie: .set(try references.text(of: reference))
        )
    }

    /// The signal that stands for somebody, noting a new one.
    private func noted(_ new: SignalRecord?, of subject: SubjectID) async throws -> SignalRecord? {
        if let stored = try await store.read({ tx in try SignalRecords(tx).signal(of: subject) }) {
            return stored
        }
        guard let new else { return nil }
        return try await store.write { tx in
            let signals = SignalRecords(tx)
            try signals.insert(new, of: subject)
            return try signals.signal(of: subject)
        }
    }

    private func isBrowser(_ subject: SubjectID) async throws -> Bool {
        try await store.read { tx in
            try BrowserRecords(tx).isKnown(subject) && !ErasureRecords(tx).isErased(subject)
        }
    }

    /// Leaves what an account refused to its browser, when the account itself is erased.
    /// - Returns: what the browser keeps; nil where nothing was refused.
    package func keep(refusalsIn standings: [ConsentStanding]) async throws -> String? {
        let refused = standings.compactMap(\.newest).filter { event in
            event.saysNo && !ChoiceRules.forAccounts.contains(event.purpose)
                && rules.counts(event, at: clock.now())
        }
        guard !refused.isEmpty else { return nil }
        let browser = try await subject(of: Chooser())
        let events = refused.map { $0.carried(to: browser.subject, as: ids.next()) }
        try await store(events, of: browser.subject, from: browser)
        return browser.cookie
    }

    /// Brings what a browser refused and objected to to an account that has decided nothing about the same purpose.
    ///
    /// A grant stays behind: on a browser that several people use it may be somebody else's.
    private func carry(from browser: SubjectID, to account: SubjectID) async throws {
        let (now, rules) = (clock.now(), rules)
        let carried = try await store.read { tx -> [ConsentEvent] in
            let consents = ConsentRecords(tx)
            let own = try consents.newest(of: account)
            return try consents.newest(of: browser).values.filter { event in
                event.saysNo && own[event.purpose] == nil && rules.counts(event, at: now)
            }
        }
        for event in carried {
            try await store([event.carried(to: account, as: ids.next())], of: account) { $0 == nil }
        }
        let objected = try await store.read { tx in
            try ObjectionRecords(tx).newest(of: browser).filter { $0.state == .standing }.map(\.purpose)
        }
        for purpose in objected {
            try await step(to: .standing, purpose, of: Decider(subject: account)) { $0 == nil }
        }
    }
}

extension ConsentEvent {
    fileprivate var saysNo: Bool { [.refused, .withdrawn].contains(state) }

    /// The same decision, when it was made and for as long as it counts, as an account's.
    fileprivate func carried(to account: SubjectID, as id: ConsentID) -> ConsentEvent {
        ConsentEvent(
            id: id,
            subject: account,
            purpose: purpose,
            state: state,
            at: at,
            endsAt: endsAt,
            policyVersion: policyVersion,
            noticeHash: noticeHash,
            language: language,
            method: .carried
        )
    }
}
