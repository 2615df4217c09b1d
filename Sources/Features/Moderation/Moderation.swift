package import Audit
package import Kernel
package import Mail
package import Purposes
package import Store
package import Vault

/// What may not be made or shown, who decides it, and how a decision is looked at again.
///
/// Rules refuse prompts and pictures by themselves; hiding a picture, a warning and a suspension take a person. Every decision is
/// in the register with its rule, reason, decider and date, reaches whom it is about, and can be appealed against. Other features
/// know it through small protocols of their own, which App wires.
package struct Moderation: Sendable {
    let store: any Store
    let vault: Vault
    let gate: PurposeGate
    let audit: AuditLog
    let mail: Mail
    let mailboxes: any Mailboxes
    let sources: [any ReportableSource]
    let links: ModerationLinks
    package let book: RuleBook
    package let classifier: ClassifierChoice
    let clock: Clock
    let ids: IDs

    package init(
        platform: ModerationPlatform,
        mailboxes: any Mailboxes,
        sources: [any ReportableSource],
        links: ModerationLinks,
        book: RuleBook,
        classifier: ClassifierChoice
    ) {
        store = platform.store
        vault = platform.vault
        gate = platform.gate
        audit = platform.audit
        mail = platform.mail
        clock = platform.clock
        ids = platform.ids
        self.mailboxes = mailboxes
        self.sources = sources
        self.links = links
        self.book = book
        self.classifier = classifier
    }
}

/// What Moderation stands on.
package struct ModerationPlatform: Sendable {
    let store: any Store
    let vault: Vault
    let gate: PurposeGate
    let audit: AuditLog
    let mail: Mail
    let clock: Clock
    let ids: IDs

    package init(
        store: any Store,
        vault: Vault,
        gate: PurposeGate,
        audit: AuditLog,
        mail: Mail,
        clock: Clock,
        ids: IDs
    ) {
        self.store = store
        self.vault = vault
        self.gate = gate
        self.audit = audit
        self.mail = mail
        self.clock = clock
        self.ids = ids
    }
}

/// What the operator lets the classifier of pictures do.
package struct ClassifierChoice: Hashable, Sendable {
    package static let rule = "classifier"
    package static let off = ClassifierChoice(review: nil, refuse: nil, version: "none")

    /// Above it a public picture is looked at; nil for never.
    package let review: Double?
    /// Above it a picture is refused; nil for never.
    package let refuse: Double?
    /// Names the weights in the register.
    package let version: String

    package init(review: Double?, refuse: Double?, version: String) {
        self.review = review
        self.refuse = refuse
        self.version = version
    }

    package var isOn: Bool { review != nil || refuse != nil }
}
