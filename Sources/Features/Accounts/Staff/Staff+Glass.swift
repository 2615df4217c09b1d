package import Audit
package import Kernel
package import Purposes
import Store

extension Staff {
    /// Breaks the glass before somebody's personal data, for fifteen minutes of this session.
    ///
    /// The look is one leaf of the audit log, which its person sees at once: in which role, why, and what was opened. Another
    /// leaf, for the member's own eyes, names whose it was.
    /// Whoever has no account has work alone, which opens while a case is about them.
    /// - Throws: `Problem` `right_missing`; `not_found` for somebody without an account of whom no case tells.
    package func open(
        _ scope: GlassScope,
        of subject: SubjectID,
        because reason: GlassReason,
        by member: StaffMember
    ) async throws -> Glass {
        guard member.may(scope.right) else { throw Problem(.rightMissing) }
        guard try await has(scope, subject) else { throw Problem(.notFound) }
        // Helping is providing the service, which a restriction stops; rights, demands and others' safety go on.
        if reason.ground == .help {
            _ = try await accounts.gate.permit(ProvideService.self, for: subject)
        }
        let look = try await audit.prepare(
            .staffRead,
            about: subject,
            [.role: member.role.rawValue, .reason: reason.logged, .what: scope.rawValue]
        )
        let own = try await act(of: member, "read \(scope.rawValue)", on: subject)
        let (audit, now, id): (AuditLog, Timestamp, RowID) = (
            audit, accounts.clock.now(), accounts.ids.next()
        )
        let glass = Glass(
            subject: subject,
            scope: scope,
            ground: reason.ground,
            endsAt: now + Glass.lifetime
        )
        try await store.write { tx in
            try GlassRecords(tx).insert(glass, id: id, in: member.session.id, now: now)
            try audit.append(look, in: tx)
            try audit.append(own, in: tx)
        }
        return glass
    }

    /// What this session may look at now; nil without a reason, or once its time is over.
    package func glass(
        _ scope: GlassScope,
        of subject: SubjectID,
        for member: StaffMember
    ) async throws -> Glass? {
        let now = accounts.clock.now()
        return try await store.read { tx in
            try GlassRecords(tx).glass(scope, of: subject, in: member.session.id, now: now)
        }
    }

    /// The permit to look at what this session has opened.
    /// - Throws: `Problem` `right_missing`, `reason_required`.
    package func permit(
        to scope: GlassScope,
        of subject: SubjectID,
        for member: StaffMember
    ) async throws -> Permit<InspectWithReason> {
        guard member.may(scope.right) else { throw Problem(.rightMissing) }
        guard try await glass(scope, of: subject, for: member) != nil else {
            throw Problem(.reasonRequired)
        }
        return try await accounts.gate.permit(for: subject)
    }

    /// Somebody's account as they see it themselves, for a member of staff who has said why.
    /// - Throws: `Problem` `right_missing`, `reason_required`, `not_found`.
    package func profile(of subject: SubjectID, for member: StaffMember) async throws -> Account {
        let permit = try await permit(to: .profile, of: subject, for: member)
        return try await accounts.account(of: subject, inspectedUnder: permit)
    }

    /// What tells nothing about an account's person, or about somebody without one whom a case names.
    /// - Throws: `Problem` `not_found`.
    package func facts(of subject: SubjectID) async throws -> AccountFacts {
        let now = accounts.clock.now()
        let found = try await store.read { tx -> AccountFacts? in
            guard let account = try AccountRecords(tx).account(of: subject) else { return nil }
            return AccountFacts(
                subject: subject,
                madeAt: account.madeAt,
                sessions: try SessionRecords(tx).live(of: subject, now: now).count,
                hasSecondFactor: try FactorRecords(tx).factors(of: subject).isSet,
                role: try StaffRecords(tx).role(of: subject)
            )
        }
        if let found { return found }
        guard try await cases.isNamed(subject) else { throw Problem(.notFound) }
        return AccountFacts(visitor: subject)
    }

    /// An act of a member of staff, for the log that is about themselves.
    package func act(
        of member: StaffMember,
        _ deed: String,
        on subject: SubjectID?
    ) async throws -> PreparedAct {
        try await audit.prepare(
            .staffActed,
            about: member.subject,
            [
                .role: member.role.rawValue,
                .what: [deed, subject?.text].compactMap(\.self).joined(separator: " "),
            ]
        )
    }

    /// What freezing an account logs: for its person, and for whoever does it.
    /// - Throws: `Problem` `right_missing` for staff, whose role has to go first; `not_found`.
    package func acts(of member: StaffMember, freezing subject: SubjectID) async throws -> [PreparedAct] {
        try await requireAccount(subject)
        guard try await role(of: subject) == nil else { throw Problem(.rightMissing) }
        return try await acts(of: member, "freeze", on: subject)
    }

    /// What releasing it logs.
    package func acts(of member: StaffMember, releasing subject: SubjectID) async throws -> [PreparedAct] {
        try await requireAccount(subject)
        return try await acts(of: member, "release", on: subject)
    }

    private func acts(
        of member: StaffMember,
        _ deed: String,
        on subject: SubjectID
    ) async throws -> [PreparedAct] {
        let details: AuditDetails = [.role: member.role.rawValue, .what: deed, .reason: "child"]
        return [
            try await audit.prepare(.restriction, about: subject, details),
            try await act(of: member, deed, on: subject),
        ]
    }

    /// Forgets the entries of sessions that have ended.
    package func deleteExpired() async throws {
        try await store.write { tx in try StaffRecords(tx).deleteEnded() }
    }

    func requireAccount(_ subject: SubjectID) async throws {
        guard try await hasAccount(subject) else { throw Problem(.notFound) }
    }

    private func hasAccount(_ subject: SubjectID) async throws -> Bool {
        try await store.read { tx in try AccountRecords(tx).account(of: subject) != nil }
    }

    /// Whether there is such a thing of this subject to be opened.
    private func has(_ scope: GlassScope, _ subject: SubjectID) async throws -> Bool {
        if try await hasAccount(subject) { return true }
        guard scope == .work else { return false }
        return try await cases.isNamed(subject)
    }
}

/// What staff see of somebody without a reason.
package struct AccountFacts: Hashable, Sendable {
    package let subject: SubjectID
    /// Not for a visitor, of whom there are pictures at most.
    package var hasAccount = true
    package let madeAt: Timestamp
    package let sessions: Int
    package let hasSecondFactor: Bool
    /// Nil for whoever is not staff.
    package let role: StaffRole?
}

extension AccountFacts {
    /// Somebody without an account; an id tells when it was made.
    fileprivate init(visitor subject: SubjectID) {
        self.init(
            subject: subject,
            hasAccount: false,
            madeAt: subject.value.moment,
            sessions: 0,
            hasSecondFactor: false,
            role: nil
        )
    }
}
