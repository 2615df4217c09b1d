import Accounts
import HTTPKit
import Kernel
import Privacy

extension SubjectView {
    /// Whether their data is kept and not used, and what whoever may restrict does about it.
    func restriction(_ words: Catalogue, _ refusal: RefusedForm?) -> AdminSection? {
        guard member.may(.restrict) else { return nil }
        let staying = restrictions.filter { $0.liftAt == nil }
        let restrict = FormPart.restriction(
            words,
            sentTo: .restrict(facts.subject),
            field: "restrict-reason",
            label: "admin.restrict_reason",
            button: "admin.restrict_action",
            refusal
        )
        let lift = FormPart.restriction(
            words,
            sentTo: .liftRestriction(facts.subject),
            field: "lift-reason",
            label: "admin.lift_reason",
            button: "admin.lift_action",
            refusal
        )
        return AdminSection(
            id: "restriction",
            title: words["admin.restriction"],
            paragraphs: [
                words[restrictions.isEmpty ? "admin.restriction_none" : "admin.restriction_state"],
                words["admin.restriction_detail"],
            ] + (staying.isEmpty ? [] : [words["admin.lift_detail"]]),
            table: restrictions.isEmpty ? nil : AdminTable.restrictions(restrictions, words),
            // Of staff the role goes first.
            forms: (facts.role != nil || staying.contains { $0.origin == .staff } ? [] : [restrict])
                + (staying.isEmpty ? [] : [lift])
        )
    }
}

extension AdminTable {
    fileprivate static func restrictions(_ restrictions: [Restriction], _ words: Catalogue) -> AdminTable {
        AdminTable(
            caption: words[Message("admin.list_of", ["title": words["admin.restriction"]])],
            headers: [
                words["admin.restriction_by"], words["admin.since"], words["admin.restriction_ends"],
            ],
            rows: restrictions.map { restriction in
                AdminRow(
                    AdminCell(
                        words[
                            restriction.origin == .staff
                                ? "admin.restriction_by_staff" : "admin.restriction_by_person"
                        ]
                    ),
                    [
                        AdminCell(words.moment(restriction.since), moment: restriction.since),
                        AdminCell(
                            restriction.liftAt.map { words.moment($0) } ?? words["admin.nothing"],
                            moment: restriction.liftAt
                        ),
                    ]
                )
            }
        )
    }
}

extension FormPart {
    /// A form that asks for a reason; `field` tells its field from the others on the page.
    fileprivate static func restriction(
        _ words: Catalogue,
        sentTo address: AdminAddress,
        field: String,
        label: String,
        button: String,
        _ refusal: RefusedForm?
    ) -> FormPart {
        let (least, most) = (GlassReason.lengths.lowerBound, GlassReason.lengths.upperBound)
        let form = FormPart(
            action: Links(words.language).page(.admin(address)),
            fields: [
                FormField(
                    name: "reason",
                    id: field,
                    label: words[label],
                    kind: .paragraph,
                    value: refusal?.value(of: "reason", at: address) ?? "",
                    hint: words[
                        Message("admin.restriction_hint", ["least": "\(least)", "most": "\(most)"])
                    ]
                )
            ],
            button: words[button]
        )
        return form.refused(refusal, words)
    }
}
