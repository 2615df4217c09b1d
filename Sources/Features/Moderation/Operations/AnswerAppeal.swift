import Audit
import FoundationEssentials
package import Kernel
import Mail
import Purposes
import Store
import Vault

extension Moderation {
    /// Answers an appeal: grants it, which takes the decision back, or rejects it.
    ///
    /// Whoever made the decision does not judge it again, unless nobody else can.
    /// - Throws: `Problem` `not_found`, `case_decided`, `other_decider_required`.
    @discardableResult
    package func answer(
        _ id: CaseID,
        granting isGranted: Bool,
        reason: String,
        by staff: SubjectID,
        among deciders: any Deciders
    ) async throws -> DecisionID {
        let reason = try Report.words(reason, "reason", 1...Verdict.longestReason)
        let (row, _) = try await openCase(id, by: staff)
        guard let subject = row.entry.subject, let appealed = try await appealedDecision(of: row.entry) else {
            throw Problem(.verdictUnsuitable, field: "action")
        }
        if appealed.decider == .staff(pseudonym(of: staff)), try await deciders.count() > 1 {
            throw Problem(.otherDeciderRequired)
        }
        let answer = DecisionRow(
            id: ids.next(),
            subject: subject,
            caseID: id,
            action: isGranted ? .overturn : .uphold,
            rule: appealed.rule,
            decider: .staff(pseudonym(of: staff)),
            decidedAt: clock.now()
        )
        try await commit(answer, to: appealed, row, reason: reason)
        return answer.id
    }

    private func commit(
        _ answer: DecisionRow,
        to appealed: DecisionRow,
        _ row: CaseRow,
        reason: String
    ) async throws {
        var answer = answer
        answer.reason = try await sealed(reason, of: answer.id, about: answer.subject)
        let act = try await audit.prepare(
            .moderationDecision,
            about: answer.subject,
            [
                .role: "staff \(answer.decider.name)", .reason: reason,
                .what: "\(answer.action.rawValue) \(row.entry.id.text) \(answer.rule)",
            ]
        )
        let lift = try await liftAct(for: answer, of: appealed, reason)
        let letter = try await letter(answering: row, answer, about: appealed.id, reason)
        let (moderation, stored) = (self, answer)
        try await store.write { tx in
            guard try CaseRecords(tx).close(row.entry.id, at: stored.decidedAt) else {
                throw Problem(.caseDecided)
            }
            let decisions = DecisionRecords(tx)
            try decisions.insert(stored)
            try moderation.audit.append(act, in: tx)
            if stored.action == .overturn, try decisions.end(appealed.id, at: stored.decidedAt), let lift {
                try moderation.audit.append(lift, in: tx)
            }
            if let letter { try moderation.mail.add(letter, in: tx) }
        }
        mail.wake()
    }

    private func appealedDecision(of entry: Case) async throws -> DecisionRow? {
        guard let id = entry.appealed else { return nil }
        return try await store.read { tx in try DecisionRecords(tx).decision(id) }
    }

    private func liftAct(
        for answer: DecisionRow,
        of appealed: DecisionRow,
        _ reason: String
    ) async throws -> PreparedAct? {
        guard answer.action == .overturn, appealed.action == .suspend else { return nil }
        return try await audit.prepare(
            .suspensionLifted,
            about: answer.subject,
            [.role: "staff \(answer.decider.name)", .reason: reason, .what: appealed.id.text]
        )
    }

    /// To the account's address, else to the one that the appeal named.
    private func letter(
        answering row: CaseRow,
        _ answer: DecisionRow,
        about decision: DecisionID,
        _ reason: String
    ) async throws -> SealedLetter? {
        let kind: MailKind = answer.action == .overturn ? .appealGranted : .appealRejected
        guard let subject = answer.subject else { return nil }
        if let letter = try await letter(kind, to: subject, about: decision, [.reason: reason]) {
            return letter
        }
        guard let sealed = row.email else { return nil }
        let permit = try await gate.permit(HonourRights.self, for: subject)
        let text = String(decoding: try await vault.open(sealed, under: permit), as: UTF8.self)
        guard let email = EmailAddress(text) else { return nil }
        let language = row.language ?? .english
        let link = links.appeal(link(to: decision), language)
        let letter = try Letter(kind, to: email, in: language, values: [.link: link, .reason: reason])
        return try await mail.seal(letter, for: subject)
    }
}
