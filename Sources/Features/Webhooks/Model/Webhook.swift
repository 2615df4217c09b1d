import FoundationEssentials
package import Kernel
import Store
import Vault

package enum WebhookKind: Identified {
    package static let idPrefix = "whk"
}

/// A server of somebody's that is told what ended.
package typealias WebhookID = ID<WebhookKind>

/// A receiver, as its person sees it.
package struct Webhook: Hashable, Sendable {
    /// How long the secret before this one signs too.
    package static let overlap: Duration = .hours(24)
    /// So long every try may fail before the receiver is switched off.
    package static let patience: Duration = .days(5)

    /// Why nothing is sent to it.
    package enum OffReason: String, CaseIterable, Sendable, SQLConvertible {
        /// Its person switched it off.
        case owner
        /// It answered 410: it is not there any more.
        case gone
        /// Every try of five days failed.
        case failing
    }

    package let id: WebhookID
    package let address: WebhookAddress
    package let note: WebhookNote?
    package let events: Set<WebhookEvent.Kind>
    package let madeAt: Timestamp
    /// Since when it is switched off, and why.
    package let off: Off?
    /// Since when every try has failed.
    package let failingSince: Timestamp?
    /// Until when the secret before this one signs too.
    package let oldSecretUntil: Timestamp?

    package struct Off: Hashable, Sendable {
        package let at: Timestamp
        package let reason: OffReason

        package init(at moment: Timestamp, reason: OffReason) {
            at = moment
            self.reason = reason
        }
    }

    package init(
        id: WebhookID,
        address: WebhookAddress,
        note: WebhookNote?,
        events: Set<WebhookEvent.Kind>,
        madeAt: Timestamp,
        off: Off? = nil,
        failingSince: Timestamp? = nil,
        oldSecretUntil: Timestamp? = nil
    ) {
        self.id = id
        self.address = address
        self.note = note
        self.events = events
        self.madeAt = madeAt
        self.off = off
        self.failingSince = failingSince
        self.oldSecretUntil = oldSecretUntil
    }
}

/// A receiver that was just made or got a new secret: the only time that the secret is shown.
package struct ShownWebhook: Sendable {
    package let webhook: Webhook
    package let secret: Secret

    package init(webhook: Webhook, secret: Secret) {
        self.webhook = webhook
        self.secret = secret
    }
}

/// A receiver as it lies in the database: its personal parts sealed.
struct WebhookRow: Sendable {
    let id: WebhookID
    let subject: SubjectID
    let address: Data
    let note: Data?
    let events: Set<WebhookEvent.Kind>
    let secret: Data
    let oldSecret: Data?
    let oldUntil: Timestamp?
    let madeAt: Timestamp
    let off: Webhook.Off?
    let failingSince: Timestamp?
    /// Until when it asked to be left alone.
    let pausedUntil: Timestamp?
}

extension SealedPlace {
    static func address(of webhook: WebhookID) -> SealedPlace {
        SealedPlace("webhooks_endpoint", "address", row: webhook)
    }

    static func note(of webhook: WebhookID) -> SealedPlace {
        SealedPlace("webhooks_endpoint", "note", row: webhook)
    }

    static func secret(of webhook: WebhookID) -> SealedPlace {
        SealedPlace("webhooks_endpoint", "secret", row: webhook)
    }

    static func oldSecret(of webhook: WebhookID) -> SealedPlace {
        SealedPlace("webhooks_endpoint", "old_secret", row: webhook)
    }
}
