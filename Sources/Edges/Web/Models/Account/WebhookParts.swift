import HTTPKit
import Kernel
import Mustache
import Webhooks

/// One webhook in its person's list.
struct WebhookPart: MustacheParent, Sendable {
    let url: String
    let address: String
    let detail: String

    init(_ webhook: Webhook, _ words: Catalogue) {
        url = Links(words.language).page(.webhook(webhook.id))
        address = webhook.address.text
        detail = [webhook.note?.text, words.state(of: webhook)].compactMap { $0 }.joined(separator: " · ")
    }

    func child(named name: String) -> Any? {
        switch name {
        case "url": url
        case "address": address
        case "detail": detail
        default: nil
        }
    }
}

/// One notice in the list of its webhook.
struct WebhookDeliveryPart: MustacheParent, Sendable {
    let url: String
    let title: String
    let about: String
    let detail: String
    let time: String
    let datetime: String

    init(_ delivery: WebhookDelivery, _ words: Catalogue) {
        url = Links(words.language).page(.webhookDelivery(delivery.webhook, delivery.id))
        title = words.name(of: delivery.event.kind)
        about = delivery.event.about
        detail = words.state(of: delivery)
        time = words.moment(delivery.madeAt)
        datetime = delivery.madeAt.description
    }

    func child(named name: String) -> Any? {
        switch name {
        case "url": url
        case "title": title
        case "about": about
        case "detail": detail
        case "time": time
        case "datetime": datetime
        default: nil
        }
    }
}

/// One try.
struct WebhookAttemptPart: MustacheParent, Sendable {
    let title: String
    let detail: String
    let datetime: String
    let time: String

    init(_ attempt: WebhookAttempt, _ words: Catalogue) {
        title =
            attempt.reason.map { words["webhooks.reason_\($0.rawValue)"] }
            ?? words["webhooks.status_delivered"]
        let took = words[Message("webhooks.took", ["n": words.grouped(attempt.milliseconds)])]
        detail = [words.answer(attempt.answer), took].compactMap { $0 }.joined(separator: " · ")
        time = words.moment(attempt.at)
        datetime = attempt.at.description
    }

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "detail": detail
        case "time": time
        case "datetime": datetime
        default: nil
        }
    }
}

/// How webhooks and notices are worded.
extension Catalogue {
    func name(of kind: WebhookEvent.Kind) -> String { self["webhooks.event_\(kind.word)"] }

    func state(of webhook: Webhook) -> String {
        if let off = webhook.off { return self["webhooks.off_\(off.reason.rawValue)"] }
        guard let start = webhook.failingSince else { return self["webhooks.on"] }
        return self[Message("webhooks.failing", ["time": moment(start)])]
    }

    /// How a notice stands, and why.
    func state(of delivery: WebhookDelivery) -> String {
        let next = delivery.status == .waiting && delivery.attempts > 0 ? delivery.nextAt : nil
        return [
            self["webhooks.status_\(delivery.status.rawValue)"],
            delivery.reason.map { self["webhooks.reason_\($0.rawValue)"] },
            answer(delivery.answer),
            next.map { self[Message("webhooks.next", ["time": moment($0)])] },
        ].compactMap { $0 }.joined(separator: " · ")
    }

    func answer(_ status: Int?) -> String? {
        status.map { self[Message("webhooks.answer", ["status": "\($0)"])] }
    }
}
