import FoundationEssentials
package import Kernel
import Purposes
import Store
import Vault

/// What somebody says against a decision.
package struct Appeal: Sendable {
    package static let longestText = 2_000

    let text: String
    /// The prompt that was refused, if they want it read.
    let prompt: Prompt?
    /// Where the answer goes when there is no account.
    let email: EmailAddress?
    let language: Language

    /// - Throws: `Problem` that names the field at fault.
    package init(
        text: String,
        prompt: Prompt?,
        email: EmailAddress?,
        language: Language
    ) throws(Problem) {
        self.text = try Report.words(text, "text", 0...Self.longestText)
        self.prompt = prompt
        self.email = email
        self.language = language
    }
}

extension Moderation {
    /// Has a person look at a decision again, once.
    ///
    /// - Throws: `Problem` `not_found` for a link that is not ours, `appeal_made` for a second one, `appeal_prompt_differs`.
    @discardableResult
    package func appeal(by link: AppealLink, _ appeal: Appeal) async throws -> CaseID {
        let row = try await appealable(link)
        if let prompt = appeal.prompt, row.input != index(of: prompt) {
            throw Problem(.appealPromptDiffers, field: "prompt")
        }
        let subject: SubjectID
        if let known = row.subject { subject = known } else { subject = try await writer(nil) }
        let severity = book.rules.rule(named: row.rule)?.severity ?? .medium
        let entry = newCase(
            .appeal,
            rule: row.rule,
            severity: severity,
            subject: subject,
            image: row.image,
            appealed: row.id
        )
        let draft = try await sealed(appeal, for: entry, of: subject)
        try await store.write { tx in
            let cases = CaseRecords(tx)
            guard try cases.appeal(against: row.id) == nil else { throw Problem(.appealMade) }
            try DecisionRecords(tx).claim(row.id, for: subject)
            try cases.insert(draft)
        }
        return entry.id
    }

    private func appealable(_ link: AppealLink) async throws -> DecisionRow {
        guard isGenuine(link),
            let row = try await store.read({ tx in try DecisionRecords(tx).decision(link.decision) }),
            row.action.isAppealable
        else { throw Problem(.notFound) }
        guard row.endedAt == nil else { throw Problem(.appealMade) }
        return row
    }

    private func sealed(
        _ appeal: Appeal,
        for entry: Case,
        of subject: SubjectID
    ) async throws -> CaseRow {
        let permit = try await gate.permit(HonourRights.self, for: subject)
        var row = CaseRow(entry: entry, language: appeal.language)
        row.text = try await vault.seal(Data(appeal.text.utf8), at: .appeal(entry.id, "text"), under: permit)
        if let prompt = appeal.prompt {
            let plain = Data(prompt.text.utf8)
            row.prompt = try await vault.seal(plain, at: .appeal(entry.id, "prompt"), under: permit)
        }
        if let email = appeal.email {
            let plain = Data(email.text.utf8)
            row.email = try await vault.seal(plain, at: .appeal(entry.id, "email"), under: permit)
        }
        return row
    }
}
