import Accounts
import App
import Kernel
import Privacy
import Store

/// Undoes what a request has just written down of looks and decisions, or does what no rule may do.
struct SpoiltRegister: Sendable {
    let core: Core

    func spoil(by mutation: Mutation, about asker: SubjectID?) async throws {
        switch mutation {
        case .silentLook:
            try await run(
                """
                DELETE FROM audit_detail
                WHERE leaf IN (SELECT number FROM audit_leaf WHERE type = 'staff_read')
                """
            )
        case .noReview:
            try await run("DELETE FROM moderation_case WHERE source = 'appeal'")
        case .noReason:
            try await run("UPDATE moderation_decision SET reason = NULL, rule_reason = NULL")
        case .autoClose:
            guard let asker, try await isProposed(asker) else { return }
            _ = try await core.privacy.remove(.everything, of: asker, after: .none)
        default:
            return
        }
    }

    private func run(_ statement: SQL) async throws {
        try await core.store.write { tx in _ = try tx.run(statement) }
    }

    /// Whether a rule has asked a person to look at somebody.
    private func isProposed(_ subject: SubjectID) async throws -> Bool {
        let question: SQL =
            "SELECT 1 AS one FROM moderation_case WHERE source = 'rule' AND subject_id = \(subject)"
        return try await core.store.read { tx in try tx.first(question) { _ in true } } ?? false
    }
}
