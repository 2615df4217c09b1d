import FoundationEssentials
package import Kernel
import Store
import Vault

extension Moderation {
    /// Within this time a repeated attempt is the same entry of the register.
    static let repeatWindow: Duration = .days(1)
    /// So many refusals in that time by grave rules, and a person is asked to look.
    static let proposalThreshold = 5

    /// Judges a prompt by the operator's block list, before anything is held or charged.
    ///
    /// The register keeps which rule refused and a keyed hash of the prompt, never the prompt. A prompt that a person has cleared
    /// passes.
    /// - Throws: `Problem` `prompt_refused` with rule, reason and the way to appeal.
    package func screen(_ prompt: Prompt, of subject: SubjectID?) async throws {
        let rules = book.rules
        guard let rule = rules.broken(by: prompt.text) else { return }
        let input = index(of: prompt)
        let now = clock.now()
        let row = DecisionRow(
            id: ids.next(),
            subject: subject,
            caseID: nil,
            action: .refusePrompt,
            rule: rule.id,
            ruleVersion: rules.version,
            scoreClass: "listed",
            input: input,
            ruleReason: rule.reason(in: .english),
            decider: .rule(rule.id),
            decidedAt: now
        )
        guard let id = try await enter(row, input) else { return }
        if rule.severity == .high, let subject { try await proposeReview(of: subject, because: rule) }
        throw Problem(.promptRefused, field: "prompt", arguments(of: rule, link(to: id)))
    }

    /// Enters a refusal, or finds the entry of an earlier attempt; nil for an input that a person has cleared.
    func enter(_ row: DecisionRow, _ input: Data) async throws -> DecisionID? {
        let start = row.decidedAt - Self.repeatWindow
        return try await store.write { tx in
            let decisions = DecisionRecords(tx)
            if try decisions.isCleared(input, of: row.rule) { return nil }
            if let subject = row.subject,
                let earlier = try decisions.earlier(
                    input,
                    row.action,
                    of: subject,
                    rule: row.rule,
                    since: start
                )
            {
                return earlier
            }
            try decisions.insert(row)
            return row.id
        }
    }

    /// The keyed hash by which a prompt is known again.
    func index(of prompt: Prompt) -> Data {
        vault.index(Data(prompt.text.utf8), as: "refused prompt")
    }

    private func arguments(of rule: PromptRule, _ link: AppealLink) -> [String: String] {
        var arguments = ["rule": rule.id, "appeal": link.text]
        for language in Language.allCases {
            arguments["reason.\(language.rawValue)"] = rule.reason(in: language)
        }
        return arguments
    }

    private func proposeReview(of subject: SubjectID, because rule: PromptRule) async throws {
        let start = clock.now() - Self.repeatWindow
        let refusals = try await store.read { tx in
            try DecisionRecords(tx).refusals(of: subject, since: start)
        }
        guard refusals >= Self.proposalThreshold else { return }
        try await propose(because: rule.id, severity: rule.severity, about: subject)
    }
}
