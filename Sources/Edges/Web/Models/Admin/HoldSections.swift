import HTTPKit
import Kernel
import Privacy

/// The parts of the page of legal holds.
extension AdminSection {
    static func noHolds(_ words: Catalogue) -> AdminSection {
        AdminSection(id: "open", title: words["admin.holds_open"], paragraphs: [words["admin.requests_none"]])
    }

    /// A hold and what can be done about it; one whose review is due raises an alarm.
    static func hold(
        _ entry: WordedHold,
        now: Timestamp,
        _ refusal: RefusedForm?,
        _ words: Catalogue
    ) -> AdminSection {
        let (hold, links) = (entry.hold, Links(words.language))
        let isDue = hold.isReviewDue(at: now)
        let approve = FormPart(
            action: links.page(.admin(.approveHold(hold.id))),
            button: words["admin.hold_approve"]
        )
        let lift = FormPart(
            action: links.page(.admin(.liftHold(hold.id))),
            button: words[hold.isInForce ? "admin.hold_lift" : "admin.hold_drop"],
            isAside: !hold.isInForce
        )
        let forms = hold.isInForce ? [lift] : [approve, lift]
        return AdminSection(
            id: hold.id.text,
            title: words[hold.isInForce ? "admin.hold_in_force" : "admin.hold_proposed"],
            isAlarm: isDue,
            paragraphs: isDue ? [words["admin.hold_due"]] : [],
            facts: [
                Fact(words["admin.hold_record"], hold.record.text),
                Fact(words["admin.hold_ground"], words["admin.hold_ground.\(hold.ground.rawValue)"]),
                Fact(words["admin.hold_words"], entry.words ?? words["admin.none"]),
                Fact(words["admin.hold_made"], words.moment(hold.madeAt), moment: hold.madeAt),
                Fact(words["admin.hold_review"], words.moment(hold.reviewAt), moment: hold.reviewAt),
            ],
            forms: forms.map { $0.refused(refusal, words) }
        )
    }

    static func holdProposal(_ refusal: RefusedForm?, _ words: Catalogue) -> AdminSection {
        AdminSection(
            id: "propose",
            title: words["admin.hold_propose"],
            paragraphs: [words["admin.hold_propose_detail"]],
            forms: [FormPart.holdProposal(words, refusal).refused(refusal, words)]
        )
    }
}

extension FormPart {
    fileprivate static func holdProposal(_ words: Catalogue, _ refusal: RefusedForm?) -> FormPart {
        func typed(_ field: String) -> String { refusal?.value(of: field, at: .holds) ?? "" }
        let blank = FormOption(value: "", label: words["signup.choose"])
        let grounds = Hold.Ground.allCases.map {
            FormOption(value: $0.rawValue, label: words["admin.hold_ground.\($0.rawValue)"])
        }
        let (least, most) = (HoldProposal.lengths.lowerBound, HoldProposal.lengths.upperBound)
        return FormPart(
            action: Links(words.language).page(.admin(.holds)),
            fields: [
                FormField(
                    name: "record",
                    label: words["admin.hold_record"],
                    value: typed("record"),
                    hint: words["admin.hold_record_hint"]
                ),
                FormField(
                    name: "ground",
                    label: words["admin.hold_ground"],
                    kind: .choice([blank] + grounds),
                    value: typed("ground")
                ),
                FormField(
                    name: "authority",
                    label: words["admin.hold_authority"],
                    value: typed("authority"),
                    hint: words["admin.hold_authority_hint"]
                ),
                FormField(
                    name: "reason",
                    label: words["admin.hold_reason"],
                    kind: .paragraph,
                    value: typed("reason"),
                    hint: words[
                        Message("admin.hold_reason_hint", ["least": "\(least)", "most": "\(most)"])
                    ]
                ),
                FormField(
                    name: "review_at",
                    label: words["admin.hold_review"],
                    kind: .date,
                    value: typed("review_at"),
                    hint: words["admin.hold_review_hint"]
                ),
            ],
            button: words["admin.hold_propose_action"]
        )
    }
}
