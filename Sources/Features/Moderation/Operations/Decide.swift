import Audit
import FoundationEssentials
package import Kernel
import Mail
import Purposes
import Store
import Vault

/// What a member of staff decides about a case.
package struct Verdict: Sendable {
    package static let longestReason = 500

    let action: StaffAction
    let ground: Ground
    let reason: String
    /// When a suspension ends; nil until further notice.
    let until: Timestamp?

    /// - Throws: `Problem` that names the field at fault; a reason is never left out.
    package init(
        _ action: StaffAction,
        _ ground: Ground,
        reason: String,
        until: Timestamp? = nil
    ) throws(Problem) {
        self.reason = try Report.words(reason, "reason", 1...Self.longestReason)
        guard until == nil || action == .suspend else { throw Problem(.verdictUnsuitable, field: "until") }
        self.action = action
        self.ground = ground
        self.until = until
    }
}

extension Moderation {
    /// Decides a case; of several who decide it at once, exactly one does.
    ///
    /// Case, register, audit log and letters change together.
    /// - Throws: `Problem` `not_found`, `case_decided`, `verdict_unsuitable`, `other_decider_required`.
    @discardableResult
    package func decide(
        _ id: CaseID,
        _ verdict: Verdict,
        by staff: SubjectID
    ) async throws -> DecisionID {
        let (row, reports) = try await openCase(id, by: staff)
        let entry = row.entry
        try Self.require(verdict, suits: entry, at: clock.now())
        let decision = try await decision(verdict, on: entry, by: staff)
        let act = try await act(on: entry, decision, verdict)
        let answers = try await answers(to: reports)
        let letter = try await letter(about: decision, verdict, to: entry.subject)
        let (moderation, now) = (self, clock.now())
        try await store.write { tx in
            guard try CaseRecords(tx).close(id, at: now) else { throw Problem(.caseDecided) }
            try DecisionRecords(tx).insert(decision)
            try moderation.audit.append(act, in: tx)
            try moderation.add(answers, at: now, in: tx)
            if let letter { try moderation.mail.add(letter, in: tx) }
        }
        mail.wake()
        return decision.id
    }

    /// A case that this member of staff may decide.
    func openCase(_ id: CaseID, by staff: SubjectID) async throws -> (CaseRow, [ReportRow]) {
        let found = try await store.read { tx -> (CaseRow, [ReportRow])? in
            guard let row = try CaseRecords(tx).row(id) else { return nil }
            return (row, try ReportRecords(tx).reports(of: id, limit: Self.reportsAtOnce))
        }
        guard let (row, reports) = found else { throw Problem(.notFound) }
        guard row.entry.isOpen else { throw Problem(.caseDecided) }
        guard row.entry.subject != staff else { throw Problem(.otherDeciderRequired) }
        return (row, reports)
    }

    private static func require(_ verdict: Verdict, suits entry: Case, at now: Timestamp) throws(Problem) {
        let suits =
            switch verdict.action {
            case .dismiss: true
            case .withhold: entry.image != nil
            case .warn, .suspend: entry.subject != nil
            }
        guard suits, entry.source != .appeal else { throw Problem(.verdictUnsuitable, field: "action") }
        if let until = verdict.until, until <= now { throw Problem(.verdictUnsuitable, field: "until") }
    }

    private func decision(
        _ verdict: Verdict,
        on entry: Case,
        by staff: SubjectID
    ) async throws -> DecisionRow {
        let id: DecisionID = ids.next()
        return DecisionRow(
            id: id,
            subject: entry.subject,
            caseID: entry.id,
            action: DecisionAction(verdict.action),
            rule: verdict.ground.rule,
            image: verdict.action == .withhold ? entry.image : nil,
            reason: try await sealed(verdict.reason, of: id, about: entry.subject),
            decider: .staff(pseudonym(of: staff)),
            decidedAt: clock.now(),
            until: verdict.until
        )
    }

    /// Nil for a decision about nobody, whose reason the audit log alone keeps.
    func sealed(_ reason: String, of id: DecisionID, about subject: SubjectID?) async throws -> Sealed? {
        guard let subject else { return nil }
        let permit = try await gate.permit(HonourRights.self, for: subject)
        return try await vault.seal(Data(reason.utf8), at: .reason(of: id), under: permit)
    }

    private func act(on entry: Case, _ row: DecisionRow, _ verdict: Verdict) async throws -> PreparedAct {
        try await audit.prepare(
            verdict.action == .suspend ? .suspended : .moderationDecision,
            about: entry.subject,
            [
                .role: "staff \(row.decider.name)", .reason: verdict.reason,
                .what: "\(row.action.rawValue) \(entry.id.text) \(row.rule)",
            ]
        )
    }

    private func letter(
        about row: DecisionRow,
        _ verdict: Verdict,
        to subject: SubjectID?
    ) async throws -> SealedLetter? {
        let kind: MailKind? =
            switch verdict.action {
            case .dismiss: nil
            case .withhold: .imageWithheld
            case .warn: .warned
            case .suspend: .suspended
            }
        guard let subject, let kind else { return nil }
        let until = verdict.until.map { [MailPlaceholder.time: $0.inMail] } ?? [:]
        return try await letter(
            kind,
            to: subject,
            about: row.id,
            until.merging([.reason: verdict.reason]) { $1 }
        )
    }

    /// A letter with the way to appeal; nil for somebody without an address.
    func letter(
        _ kind: MailKind,
        to subject: SubjectID,
        about decision: DecisionID,
        _ values: [MailPlaceholder: String]
    ) async throws -> SealedLetter? {
        guard let box = try await mailboxes.mailbox(of: subject) else { return nil }
        let link = links.appeal(link(to: decision), box.language)
        let letter = try Letter(
            kind,
            to: box.address,
            in: box.language,
            values: values.merging([.link: link]) { $1 }
        )
        return try await mail.seal(letter, for: subject)
    }
}
