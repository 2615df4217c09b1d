import HTTPKit
import Kernel
import Webhooks

/// What people type and tick about a webhook, for a new one and a changed one alike.
struct WebhookForm: Sendable {
    /// The names of its fields.
    static let fields = Set(["url", "description"] + WebhookEvent.Kind.offered.map(field))

    let url: String
    let note: String
    let events: Set<WebhookEvent.Kind>

    /// An empty one, with everything ticked.
    init() {
        (url, note, events) = ("", "", Set(WebhookEvent.Kind.offered))
    }

    init(_ form: FormBody) {
        url = form["url"] ?? ""
        note = form["description"] ?? ""
        events = Set(WebhookEvent.Kind.offered.filter { form[Self.field(of: $0)] == "yes" })
    }

    init(_ webhook: Webhook) {
        url = webhook.address.text
        note = webhook.note?.text ?? ""
        events = webhook.events
    }

    static func field(of kind: WebhookEvent.Kind) -> String { "on_\(kind.word)" }

    /// - Throws: `Problem` that names the field at fault.
    var new: NewWebhook {
        get throws(Problem) {
            try NewWebhook(WebhookAddress(url), note: WebhookNote(note), events: events)
        }
    }

    /// - Throws: `Problem` that names the field at fault.
    var change: WebhookChange {
        get throws(Problem) {
            try WebhookChange(address: WebhookAddress(url), note: WebhookNote(note), events: events)
        }
    }
}
