package import Kernel
import Store

package enum WebhookDeliveryKind: Identified {
    package static let idPrefix = "dlv"
}

package typealias WebhookDeliveryID = ID<WebhookDeliveryKind>

/// One notice on its way to one receiver.
package struct WebhookDelivery: Hashable, Sendable {
    package enum Status: String, CaseIterable, Sendable, SQLConvertible {
        /// It is to be posted, for the first time or again.
        case waiting
        case delivered
        /// Every try failed.
        case failed
        /// The receiver was switched off, or its person's data may not be used.
        case stopped
    }

    package let id: WebhookDeliveryID
    package let webhook: WebhookID
    package let message: WebhookMessageID
    package let event: WebhookEvent
    package let status: Status
    /// How often it was posted.
    package let attempts: Int
    /// The status of the last answer.
    package let answer: Int?
    /// Why it was not taken, or is not sent.
    package let reason: WebhookFailure?
    package let madeAt: Timestamp
    /// When it is posted next.
    package let nextAt: Timestamp?
    package let endedAt: Timestamp?

    package init(
        id: WebhookDeliveryID,
        webhook: WebhookID,
        message: WebhookMessageID,
        event: WebhookEvent,
        status: Status,
        attempts: Int,
        answer: Int?,
        reason: WebhookFailure?,
        madeAt: Timestamp,
        nextAt: Timestamp?,
        endedAt: Timestamp?
    ) {
        self.id = id
        self.webhook = webhook
        self.message = message
        self.event = event
        self.status = status
        self.attempts = attempts
        self.answer = answer
        self.reason = reason
        self.madeAt = madeAt
        self.nextAt = nextAt
        self.endedAt = endedAt
    }
}

/// One try to post a notice; of the answer its status is kept and nothing else.
package struct WebhookAttempt: Hashable, Sendable {
    package let at: Timestamp
    package let milliseconds: Int
    package let answer: Int?
    package let reason: WebhookFailure?

    package init(
        at moment: Timestamp,
        milliseconds: Int,
        answer: Int?,
        reason: WebhookFailure?
    ) {
        at = moment
        self.milliseconds = milliseconds
        self.answer = answer
        self.reason = reason
    }
}

/// Why a notice was not taken, in a word.
package enum WebhookFailure: String, CaseIterable, Sendable, SQLConvertible {
    /// A status that says no.
    case refused
    /// A redirect: nobody follows it, for it may lead anywhere.
    case redirected
    /// 410: the receiver is not there any more.
    case gone
    /// Not a place that we go to.
    case addressRefused = "address_refused"
    case unresolved
    case unreachable
    case untrusted
    case timedOut = "timed_out"
    case brokenOff = "broken_off"
    /// The receiver was switched off before it was posted.
    case switchedOff = "switched_off"
    /// Its person's data is kept and not used.
    case restricted
    /// We could not come to an end with it.
    case abandoned
}

/// Deliveries of a receiver, and where the next page begins.
package struct WebhookDeliveries: Sendable {
    package let items: [WebhookDelivery]
    package let next: WebhookDeliveryID?
}
