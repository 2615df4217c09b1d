import HTTPKit
import Kernel
import Moderation

/// The forms of reports, appeals and cases.
extension FormPart {
    static func report(_ words: Catalogue, address: String, _ form: FormBody? = nil) -> FormPart {
        FormPart(
            action: Links(words.language).page(.report),
            fields: [
                FormField(
                    name: "address",
                    label: words["report.address"],
                    value: form?["address"] ?? address,
                    hint: words["report.address_hint"]
                ),
                .ground(words, chosen: form?["category"] ?? ""),
                FormField(
                    name: "text",
                    label: words["report.text"],
                    kind: .paragraph,
                    value: form?["text"] ?? "",
                    hint: words[Message("report.text_hint", ["limit": words.grouped(Report.longestText)])],
                    isRequired: false
                ),
                .answer(words, form),
            ],
            button: words["report.action"]
        )
    }

    /// `asksForAddress` when there is no account to write to.
    static func appeal(
        _ words: Catalogue,
        _ sheet: DecisionSheet,
        asksForAddress: Bool,
        _ form: FormBody? = nil
    ) -> FormPart {
        let text = FormField(
            name: "text",
            label: words["appeal.text"],
            kind: .paragraph,
            value: form?["text"] ?? "",
            hint: words[Message("report.text_hint", ["limit": words.grouped(Appeal.longestText)])],
            isRequired: false
        )
        let prompt = FormField(
            name: "prompt",
            label: words["appeal.prompt"],
            kind: .paragraph,
            value: form?["prompt"] ?? "",
            hint: words["appeal.prompt_hint"],
            isRequired: false
        )
        return FormPart(
            action: Links(words.language).page(.appeal(sheet.link)),
            hidden: [HiddenField(name: "step", value: "send")],
            fields: [text] + (sheet.decision.action == .refusePrompt ? [prompt] : [])
                + (asksForAddress ? [.answer(words, form)] : []),
            button: words["appeal.action"]
        )
    }

    /// What staff decide about a case: about what was done, or about an appeal.
    static func verdict(_ words: Catalogue, _ entry: Case, _ form: FormBody? = nil) -> FormPart {
        let actions = entry.source == .appeal ? ["grant", "reject"] : StaffAction.allCases.map(\.rawValue)
        let action = FormField(
            name: "action",
            label: words["admin.case_action"],
            kind: .choice(
                [FormOption(value: "", label: words["signup.choose"])]
                    + actions.map { FormOption(value: $0, label: words["admin.case_action.\($0)"]) }
            ),
            value: form?["action"] ?? ""
        )
        let reason = FormField(
            name: "reason",
            label: words["admin.case_reason"],
            kind: .paragraph,
            value: form?["reason"] ?? "",
            hint: words["admin.case_reason_hint"]
        )
        let days = FormField(
            name: "days",
            label: words["admin.case_days"],
            kind: .number,
            value: form?["days"] ?? "",
            hint: words["admin.case_days_hint"],
            isRequired: false
        )
        return FormPart(
            action: Links(words.language).page(.admin(.abuseCase(entry.id))),
            fields: entry.source == .appeal
                ? [action, reason]
                : [
                    action, .ground(words, chosen: form?["category"] ?? entry.ground?.rawValue ?? ""), reason,
                    days,
                ],
            button: words["admin.case_decide"]
        )
    }
}

extension FormField {
    fileprivate static func ground(_ words: Catalogue, chosen: String) -> FormField {
        let blank = FormOption(value: "", label: words["signup.choose"])
        let grounds = Ground.allCases.map {
            FormOption(value: $0.rawValue, label: words["ground.\($0.rawValue)"])
        }
        return FormField(
            name: "category",
            label: words["report.category"],
            kind: .choice([blank] + grounds),
            value: chosen
        )
    }

    fileprivate static func answer(_ words: Catalogue, _ form: FormBody?) -> FormField {
        FormField(
            name: "email",
            label: words["report.email"],
            kind: .email,
            value: form?["email"] ?? "",
            autocomplete: "email",
            hint: words["report.email_hint"],
            isRequired: false
        )
    }
}

extension Case {
    /// Which of the terms it is about, if it is one of them.
    var ground: Ground? { Ground.allCases.first { $0.rule == rule } }
}
