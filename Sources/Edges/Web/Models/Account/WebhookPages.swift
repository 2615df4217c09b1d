import HTTPKit
import Kernel
import Mustache
import Webhooks

/// One's own webhooks, and a form for a new one.
struct WebhookListPage: PageModel {
    static let template = Template.webhooks

    var layout: Layout
    let webhooks: [WebhookPart]
    let form: FormPart
    /// What was just done.
    var notice: String?

    func child(named name: String) -> Any? {
        switch name {
        case "webhooks": webhooks
        case "form": form
        case "notice": notice
        default: layout.child(named: name)
        }
    }
}

/// One webhook: how it stands, what it was told, and what one can do with it.
struct WebhookPage: PageModel {
    static let template = Template.webhook

    var layout: Layout
    let webhook: Webhook
    let deliveries: [WebhookDeliveryPart]
    let form: FormPart
    var newestURL: String?
    var olderURL: String?
    var notice: String?
    /// Why something that was asked for was not done.
    var problem: ProblemWords?

    func child(named name: String) -> Any? {
        switch name {
        case "address": webhook.address.text
        case "facts": facts
        case "is_on": webhook.off == nil
        case "deliveries": deliveries
        case "form": form
        case "newest_url": newestURL
        case "older_url": olderURL
        case "notice": notice
        case "problem": problem
        case "list_url": layout.links.page(.webhooks)
        case "test_url": layout.links.page(.testWebhook(webhook.id))
        case "rotate_url": layout.links.page(.rotateWebhook(webhook.id))
        case "switch_url": layout.links.page(.switchWebhook(webhook.id))
        case "delete_url": layout.links.page(.deleteWebhook(webhook.id))
        default: layout.child(named: name)
        }
    }

    private var facts: [Fact] {
        let words = layout.words
        return [
            Fact(words["webhooks.state"], words.state(of: webhook)),
            Fact(words["webhooks.events"], words.list(webhook.events.inOrder.map(words.name(of:)))),
            webhook.oldSecretUntil.map {
                Fact(words["webhooks.old_secret"], words.moment($0), moment: $0)
            },
            Fact(words["webhooks.made"], words.moment(webhook.madeAt), moment: webhook.madeAt),
        ].compactMap { $0 }
    }
}

/// A webhook's secret, the one time that it is told.
struct WebhookSecretPage: PageModel {
    static let template = Template.webhookSecret

    var layout: Layout
    let shown: ShownWebhook

    func child(named name: String) -> Any? {
        switch name {
        case "address": shown.webhook.address.text
        case "secret": shown.secret.reveal()
        case "overlap": overlap
        case "back_url": layout.links.page(.webhook(shown.webhook.id))
        default: layout.child(named: name)
        }
    }

    private var overlap: String? {
        shown.webhook.oldSecretUntil.map { end in
            layout.words[Message("webhooks.secret_overlap", ["time": layout.words.moment(end)])]
        }
    }
}

/// One notice, what is posted for it, and what came of each try.
struct WebhookDeliveryPage: PageModel {
    static let template = Template.webhookDelivery

    var layout: Layout
    let delivery: WebhookDelivery
    let attempts: [WebhookAttemptPart]
    /// What is posted.
    let body: String
    var problem: ProblemWords?

    func child(named name: String) -> Any? {
        switch name {
        case "heading": layout.words.name(of: delivery.event.kind)
        case "facts": facts
        case "attempts": attempts
        case "body": body
        case "is_waiting": delivery.status == .waiting
        case "problem": problem
        case "again_url": layout.links.page(.webhookDelivery(delivery.webhook, delivery.id))
        case "redeliver_url": layout.links.page(.redeliver(delivery.webhook, delivery.id))
        case "back_url": layout.links.page(.webhook(delivery.webhook))
        default: layout.child(named: name)
        }
    }

    private var facts: [Fact] {
        let words = layout.words
        return [
            Fact(words["webhooks.state"], words.state(of: delivery)),
            Fact(words["webhooks.about"], delivery.event.about),
            Fact(words["webhooks.message"], delivery.message.text),
            Fact(words["webhooks.told"], words.moment(delivery.madeAt), moment: delivery.madeAt),
        ]
    }
}
