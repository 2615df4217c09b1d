package import Accounts
package import Engines
package import Imaging
package import Kernel
package import Outbound
package import Privacy
package import Provenance
package import Queue
package import Studio
package import Webhooks

extension Core {
    /// What differs between installations.
    package struct Choices: Sendable {
        /// The sentences of the product, read once.
        package let words: Catalogues
        package let models: ModelRegistry
        /// What pictures are made with.
        package let workshop: @Sendable (Imaging) throws -> Workshop
        package var limits: StudioLimits
        package let mail: MailChoices
        package let accounts: AccountChoices
        package let moderation: ModerationChoices
        package let requests: RequestChoices
        package var queue: QueueSettings
        /// The name that the audit log's checkpoints bear.
        package let auditOrigin: String
        package var outside = Outside()
        /// Engines elsewhere.
        package var hall = EngineHall.empty
        package var consents = ConsentChoices()
        package var backups: BackupShelf?
        package var usage = UsageChoices()
        /// Periods that the operator wants shorter than the published ones.
        package var shorterPeriods: [ShorterPeriod] = []
        package var archives = ArchiveChoices()
        /// Where notices to people's servers lead.
        package var webhooks = WebhookLinks(at: "http://localhost")
        /// What the build under test makes of those who write marks into pictures.
        package var tamperedMarks: @Sendable (Provenance) -> any Marks = { $0 }
        /// What the build under test makes of those who keep copies of addresses.
        package var tamperedCopies: @Sendable ([any CorrectableCopy]) -> [any CorrectableCopy] = { $0 }

        package init(
            words: Catalogues,
            models: ModelRegistry,
            workshop: @escaping @Sendable (Imaging) throws -> Workshop,
            limits: StudioLimits,
            mail: MailChoices,
            accounts: AccountChoices,
            moderation: ModerationChoices,
            requests: RequestChoices,
            queue: QueueSettings,
            auditOrigin: String
        ) {
            self.words = words
            self.models = models
            self.workshop = workshop
            self.limits = limits
            self.mail = mail
            self.accounts = accounts
            self.moderation = moderation
            self.requests = requests
            self.queue = queue
            self.auditOrigin = auditOrigin
        }
    }

    /// What may be asked outside, and who is believed there; without settings nothing and nobody.
    package struct Outside: Sendable {
        package var policy = OutboundPolicy(isLocal: true)
        package var providers: [OpenIDProvider] = []
        /// Whether mails go through a server that the operator named.
        package var hasMailServer = false
        /// Where a provider sends people back to.
        package var returnAddress: @Sendable (OpenIDProvider.ID) -> String = { _ in "" }

        package init() {}
    }
}
