import HTTPKit
import Kernel
import Webhooks

/// The forms that add a webhook and change one.
extension FormPart {
    static func newWebhook(_ words: Catalogue, _ form: WebhookForm = WebhookForm()) -> FormPart {
        FormPart(
            action: Links(words.language).page(.webhooks),
            fields: FormField.webhook(form, words),
            button: words["webhooks.add_action"]
        )
    }

    static func changeWebhook(
        _ webhook: Webhook,
        _ words: Catalogue,
        _ form: WebhookForm? = nil
    ) -> FormPart {
        FormPart(
            action: Links(words.language).page(.webhook(webhook.id)),
            fields: FormField.webhook(form ?? WebhookForm(webhook), words),
            button: words["account.save"],
            isAside: true
        )
    }
}

extension FormField {
    fileprivate static func webhook(_ form: WebhookForm, _ words: Catalogue) -> [FormField] {
        [
            FormField(
                name: "url",
                label: words["webhooks.address"],
                kind: .url,
                value: form.url,
                hint: words["webhooks.address_hint"],
                longest: WebhookAddress.longest
            ),
            FormField(
                name: "description",
                label: words["webhooks.note"],
                value: form.note,
                hint: words["webhooks.note_hint"],
                isRequired: false,
                longest: WebhookNote.longest
            ),
            FormField(
                name: "events",
                label: words["webhooks.events"],
                kind: .marks(
                    WebhookEvent.Kind.offered.map { kind in
                        FormMark(
                            name: WebhookForm.field(of: kind),
                            label: words.name(of: kind),
                            code: kind.rawValue,
                            isOn: form.events.contains(kind)
                        )
                    }
                ),
                isRequired: false
            ),
        ]
    }
}
