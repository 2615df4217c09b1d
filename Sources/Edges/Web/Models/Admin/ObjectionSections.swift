import HTTPKit
import Kernel
import Privacy

/// The parts of the page of objections.
extension AdminSection {
    static func noObjections(_ words: Catalogue) -> AdminSection {
        AdminSection(
            id: "waiting",
            title: words["admin.cases_open"],
            paragraphs: [words["admin.requests_none"]]
        )
    }

    /// An objection with the form that decides on it; `isKnown` when staff have a page about its person.
    static func objection(
        _ objection: Objection,
        isKnown: Bool,
        _ refusal: RefusedForm?,
        _ words: Catalogue
    ) -> AdminSection {
        let person = PageLink(
            url: Links(words.language).page(.admin(.account(objection.subject))),
            label: words["admin.case_account"]
        )
        return AdminSection(
            id: objection.id.text,
            title: words["objection.\(objection.purpose).title"],
            facts: [
                Fact(words["admin.since"], words.moment(objection.at), moment: objection.at),
                Fact(words["admin.objection_person"], objection.subject.text),
            ],
            forms: [FormPart.objectionDecision(words, objection.id, refusal).refused(refusal, words)],
            links: isKnown ? [person] : []
        )
    }
}

extension FormPart {
    fileprivate static func objectionDecision(
        _ words: Catalogue,
        _ id: ObjectionID,
        _ refusal: RefusedForm?
    ) -> FormPart {
        let address = AdminAddress.decideObjection(id)
        let most = words.grouped(ObjectionDesk.longestReason)
        return FormPart(
            action: Links(words.language).page(.admin(address)),
            fields: [
                FormField(
                    name: "decision",
                    id: "decision-\(id.text)",
                    label: words["admin.case_decision"],
                    kind: .choice([
                        FormOption(value: "", label: words["signup.choose"]),
                        FormOption(value: "grant", label: words["admin.objection_grant"]),
                        FormOption(value: "reject", label: words["admin.objection_reject"]),
                    ]),
                    value: refusal?.value(of: "decision", at: address) ?? ""
                ),
                FormField(
                    name: "reason",
                    id: "reason-\(id.text)",
                    label: words["admin.case_reason"],
                    kind: .paragraph,
                    value: refusal?.value(of: "reason", at: address) ?? "",
                    hint: words[Message("admin.objection_reason_hint", ["most": most])]
                ),
            ],
            button: words["admin.case_decide"]
        )
    }
}
