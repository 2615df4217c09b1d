import HTTPKit
import Kernel
import Privacy

/// The forms of requests about data.
extension FormPart {
    /// Four questions at most; whoever is signed in is known without an address.
    static func newRequest(
        _ words: Catalogue,
        regimes: RegimeTable,
        asksForAddress: Bool,
        _ form: FormBody? = nil
    ) -> FormPart {
        let blank = FormOption(value: "", label: words["signup.choose"])
        let kinds = RequestKind.allCases.map {
            FormOption(value: $0.rawValue, label: words["request.kind.\($0.rawValue)"])
        }
        let kind = FormField(
            name: "kind",
            label: words["request.wish"],
            kind: .choice([blank] + kinds),
            value: form?["kind"] ?? ""
        )
        let email = FormField(
            name: "email",
            label: words["request.email"],
            kind: .email,
            value: form?["email"] ?? "",
            autocomplete: "email",
            hint: words[asksForAddress ? "request.email_hint" : "request.email_own"],
            isRequired: false
        )
        let region = FormField(
            name: "region",
            label: words["request.region"],
            kind: .choice(
                regimes.all.map {
                    FormOption(value: $0.id.rawValue, label: words["request.region.\($0.id.rawValue)"])
                }
            ),
            value: form?["region"] ?? regimes.standard.id.rawValue,
            hint: words["request.region_hint"]
        )
        let text = FormField(
            name: "text",
            label: words["request.text"],
            kind: .paragraph,
            value: form?["text"] ?? "",
            hint: words[Message("request.text_hint", ["limit": words.grouped(NewRequest.longestText)])],
            isRequired: false
        )
        return FormPart(
            action: Links(words.language).page(.privacyRequest),
            fields: [kind, email, region, text],
            button: words["request.action"]
        )
    }

    /// What staff do about a request.
    static func requestAction(_ words: Catalogue, _ id: RightsRequestID, _ form: FormBody? = nil) -> FormPart
    {
        let blank = FormOption(value: "", label: words["signup.choose"])
        let actions = RequestAnswerWish.actions.map {
            FormOption(value: $0, label: words["admin.request_action.\($0)"])
        }
        let grounds = RefusalGround.allCases.map {
            FormOption(value: $0.rawValue, label: words["request.ground.\($0.rawValue)"])
        }
        return FormPart(
            action: Links(words.language).page(.admin(.request(id))),
            fields: [
                FormField(
                    name: "action",
                    label: words["admin.request_action"],
                    kind: .choice([blank] + actions),
                    value: form?["action"] ?? ""
                ),
                FormField(
                    name: "ground",
                    label: words["admin.request_ground"],
                    kind: .choice([blank] + grounds),
                    value: form?["ground"] ?? "",
                    isRequired: false
                ),
                FormField(
                    name: "text",
                    label: words["admin.request_text"],
                    kind: .paragraph,
                    value: form?["text"] ?? "",
                    hint: words["admin.request_text_hint"],
                    isRequired: false
                ),
            ],
            button: words["admin.request_do"]
        )
    }
}
