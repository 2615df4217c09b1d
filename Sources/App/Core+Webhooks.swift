import Accounts
import HTTPKit
package import Kernel
package import Store
package import Studio
package import Webhooks

/// Webhooks, as far as Studio tells what ends.
package struct ToldStudio: StudioListener {
    private let webhooks: Webhooks

    package init(webhooks: Webhooks) {
        self.webhooks = webhooks
    }

    package func hear(
        _ event: StudioEvent,
        of owner: SubjectID,
        in tx: Transaction
    ) throws {
        guard let event = WebhookEvent(event) else { return }
        try webhooks.tell(event, of: owner, in: tx)
    }
}

extension WebhookEvent {
    /// Nil for what is no end.
    fileprivate init?(_ event: StudioEvent) {
        switch event {
        case .jobEnded(let id, .succeeded): self.init(.jobSucceeded, about: id.text)
        case .jobEnded(let id, .failed): self.init(.jobFailed, about: id.text)
        case .jobEnded(let id, .canceled): self.init(.jobCanceled, about: id.text)
        case .jobEnded(_, .queued), .jobEnded(_, .running): return nil
        case .imageDeleted(let id): self.init(.imageDeleted, about: id.text)
        case .batchFinished(let id): self.init(.batchFinished, about: id.text)
        }
    }
}

/// Accounts, as far as Webhooks writes to people.
extension AccountMailboxes: WebhookMailboxes {
    package func mailbox(of subject: SubjectID) async throws -> (address: EmailAddress, language: Language)? {
        try await accounts.mailAddress(of: subject).map { ($0.address, $0.language) }
    }
}

extension WebhookLinks {
    /// The links of the site map below a base URL.
    package init(at base: String) {
        self.init(
            subject: { event in Route(readingOf: event).map { base + $0.path } },
            page: { base + Route.webhook($0).path(in: $1) }
        )
    }
}

extension Route {
    /// Where a program reads what a notice is about; nil where there is nothing left to read.
    fileprivate init?(readingOf event: WebhookEvent) {
        switch event.kind {
        case .jobSucceeded, .jobFailed, .jobCanceled:
            guard let id = JobID(event.about) else { return nil }
            self = .job(id)
        case .batchFinished:
            guard let id = BatchID(event.about) else { return nil }
            self = .batch(id)
        case .ping:
            guard let id = WebhookID(event.about) else { return nil }
            self = .webhookEntry(id)
        case .imageDeleted: return nil
        }
    }
}
