import Accounts
import Kernel
import Store
import Studio
package import Webhooks

extension WebhookLinks {
    /// Links that say what they are for.
    package static let forTests = WebhookLinks(
        subject: { $0.kind == .imageDeleted ? nil : "https://studio.example/api/\($0.about)" },
        page: { "https://studio.example/account/webhooks/\($0.text)?\($1.rawValue)" }
    )
}

extension TestMailboxes: WebhookMailboxes {
    func mailbox(of subject: SubjectID) async throws -> (address: EmailAddress, language: Language)? {
        try await accounts.mailAddress(of: subject).map { ($0.address, $0.language) }
    }
}

/// Webhooks, as the composition root hands them to Studio.
struct TestListener: StudioListener {
    let webhooks: Webhooks

    func hear(
        _ event: StudioEvent,
        of owner: SubjectID,
        in tx: Transaction
    ) throws {
        let told: WebhookEvent? =
            switch event {
            case .jobEnded(let id, .succeeded): WebhookEvent(.jobSucceeded, about: id.text)
            case .jobEnded(let id, .failed): WebhookEvent(.jobFailed, about: id.text)
            case .jobEnded(let id, .canceled): WebhookEvent(.jobCanceled, about: id.text)
            case .jobEnded: nil
            case .imageDeleted(let id): WebhookEvent(.imageDeleted, about: id.text)
            case .batchFinished(let id): WebhookEvent(.batchFinished, about: id.text)
            }
        if let told { try webhooks.tell(told, of: owner, in: tx) }
    }
}
