package import Kernel

/// Whom we write to when their receiver is switched off; Accounts knows, and App wires it.
package protocol WebhookMailboxes: Sendable {
    /// Nil for somebody without an account.
    func mailbox(of subject: SubjectID) async throws -> (address: EmailAddress, language: Language)?
}

/// Where what a notice names can be fetched or looked at; the composition root knows the site map.
package struct WebhookLinks: Sendable {
    /// Where a program reads what a notice is about; nil where there is nothing left to read.
    let subject: @Sendable (WebhookEvent) -> String?
    /// The page of a receiver.
    let page: @Sendable (WebhookID, Language) -> String

    package init(
        subject: @escaping @Sendable (WebhookEvent) -> String?,
        page: @escaping @Sendable (WebhookID, Language) -> String
    ) {
        self.subject = subject
        self.page = page
    }
}
