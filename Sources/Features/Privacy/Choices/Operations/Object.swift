package import Audit
import FoundationEssentials
package import Kernel
import Purposes
import Store
import Vault

extension PrivacyChoices {
    /// What a person must look at before it stops: without it others would be harmed.
    static let reviewed: Set<String> = [SecureService.definition.key]

    /// Somebody objects to a purpose: it stops, or, where it protects others, a person looks at it.
    ///
    /// Objecting to news takes the consent to them back. Asking twice changes nothing. `visitor` is whose work it is that a
    /// purpose of security protects, without an account.
    /// - Returns: what a browser that chose for the first time keeps, to be known again.
    /// - Throws: `Problem` `purpose_unknown` for what cannot be objected to; `sign_in_required` for what accounts alone have.
    @discardableResult
    package func object(
        to purpose: String,
        by chooser: Chooser,
        as visitor: SubjectID? = nil,
        _ occasion: ChoiceOccasion
    ) async throws -> String? {
        try requireObjectionPurpose(purpose)
        if !chooser.isAccount, ChoiceRules.forAccounts.contains(purpose) { throw Problem(.signInRequired) }
        if policy.byKey[purpose]?.basis == .consent { try await withdraw(purpose, by: chooser, occasion) }
        var chooser = chooser
        if !chooser.isAccount, let visitor, Self.reviewed.contains(purpose) { chooser.subject = visitor }
        let decider = try await subject(of: chooser)
        let state: ObjectionState = Self.reviewed.contains(purpose) ? .asked : .standing
        try await step(to: state, purpose, of: decider) { now in
            now.map { $0 == .withdrawn || $0 == .rejected } ?? true
        }
        return decider.cookie
    }

    /// Takes an objection back; where there is none, nothing happens.
    /// - Throws: `Problem` `purpose_unknown`.
    package func withdrawObjection(
        to purpose: String,
        by chooser: Chooser,
        as visitor: SubjectID? = nil
    ) async throws {
        try requireObjectionPurpose(purpose)
        let subjects = [chooser.subject, chooser.isAccount ? nil : visitor].compactMap { $0 }
        for subject in subjects {
            try await step(to: .withdrawn, purpose, of: Decider(subject: subject)) { now in
                now.map { $0 != .withdrawn } ?? false
            }
        }
    }

    /// Every objection of somebody that was not taken back.
    package func objections(of chooser: Chooser, as visitor: SubjectID? = nil) async throws -> [Objection] {
        let subjects = [chooser.subject, chooser.isAccount ? nil : visitor].compactMap { $0 }
        let rows = try await store.read { tx in
            try subjects.flatMap { try ObjectionRecords(tx).newest(of: $0) }
        }
        var objections: [Objection] = []
        for row in rows where row.state != .withdrawn { objections.append(try await opened(row)) }
        return objections
    }

    /// Objections that wait for a person, oldest first.
    package func waitingObjections(limit: Int = 100) async throws -> [Objection] {
        let rows = try await store.read { tx in try ObjectionRecords(tx).waiting(limit: limit) }
        return rows.map(Objection.init)
    }

    /// How many objections wait for a person.
    package func waitingObjectionCount() async throws -> Int {
        try await store.read { tx in try ObjectionRecords(tx).countWaiting() }
    }

    /// A person decides on an objection: the purpose stops, or goes on for a ground that its person reads.
    ///
    /// `acts` are logged with it.
    /// - Throws: `Problem` `not_found`; `right_missing` for one's own; `case_decided` when somebody else decided, or it was taken back.
    package func decide(
        _ id: ObjectionID,
        isGranted: Bool,
        because ground: String,
        by decider: SubjectID,
        logging acts: [PreparedAct]
    ) async throws {
        guard let asked = try await store.read({ tx in try ObjectionRecords(tx).row(id) }) else {
            throw Problem(.notFound)
        }
        guard asked.subject != decider else { throw Problem(.rightMissing) }
        let permit = try await gate.permit(HonourRights.self, for: asked.subject)
        let next: ObjectionID = ids.next()
        let new = next.after(id)
        let row = ObjectionRow(
            id: new,
            subject: asked.subject,
            purpose: asked.purpose,
            state: isGranted ? .standing : .rejected,
            at: clock.now(),
            ground: try await vault.seal(Data(ground.utf8), at: .ground(of: new), under: permit)
        )
        let act = try await act(row)
        let audit = audit
        try await store.write { tx in
            let objections = ObjectionRecords(tx)
            guard try objections.newest(of: asked.subject, to: asked.purpose)?.id == id,
                asked.state == .asked
            else { throw Problem(.caseDecided) }
            try objections.insert(row)
            for act in [act] + acts { try audit.append(act, in: tx) }
        }
    }

    private func requireObjectionPurpose(_ purpose: String) throws(Problem) {
        guard rules.objectionPurposes.contains(purpose) else {
            throw Problem(.purposeUnknown, field: "purpose")
        }
    }

    /// Adds a step to an objection, where `isDue` says that it is one.
    func step(
        to state: ObjectionState,
        _ purpose: String,
        of decider: Decider,
        where isDue: @escaping @Sendable (ObjectionState?) -> Bool
    ) async throws {
        let row = ObjectionRow(
            id: ids.next(),
            subject: decider.subject,
            purpose: purpose,
            state: state,
            at: clock.now()
        )
        let act = try await act(row)
        let audit = audit
        try await store.write { tx in
            try enter(decider, in: tx)
            let objections = ObjectionRecords(tx)
            guard isDue(try objections.newest(of: decider.subject, to: purpose)?.state) else { return }
            try BrowserRecords(tx).renew(decider.subject, at: row.at)
            try objections.insert(row)
            try audit.append(act, in: tx)
        }
    }

    private func act(_ row: ObjectionRow) async throws -> PreparedAct {
        let details: AuditDetails = [.what: row.purpose, .reason: row.state.rawValue]
        return try await audit.prepare(.objection, about: row.subject, details)
    }

    private func opened(_ row: ObjectionRow) async throws -> Objection {
        guard let ground = row.ground else { return Objection(row) }
        let permit = try await gate.permit(HonourRights.self, for: row.subject)
        let text = String(decoding: try await vault.open(ground, under: permit), as: UTF8.self)
        return Objection(row, ground: text)
    }
}

extension Objection {
    fileprivate init(_ row: ObjectionRow) {
        self.init(row, ground: nil)
    }

    fileprivate init(_ row: ObjectionRow, ground: String?) {
        self.init(
            id: row.id,
            subject: row.subject,
            purpose: row.purpose,
            state: row.state,
            at: row.at,
            ground: ground
        )
    }
}
