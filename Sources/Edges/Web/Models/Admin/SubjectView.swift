import Accounts
import HTTPKit
import Kernel
import Privacy
import Studio

/// An account as a member of staff sees it: numbers always, its person only behind the glass.
struct SubjectView: Sendable {
    let member: StaffMember
    let facts: AccountFacts
    let holdings: Holdings
    let frozenSince: Timestamp?
    /// For whoever may restrict.
    var restrictions: [Restriction] = []
    var glasses: [GlassScope: Glass] = [:]
    var profile: Account?
    var works: [InspectedWork] = []

    func sections(_ words: Catalogue, _ refusal: RefusedForm?) -> [AdminSection] {
        [
            numbers(words), opened(words), openedWork(words), glass(words, refusal),
            restriction(words, refusal), freeze(words),
        ].compactMap(\.self)
    }

    private func numbers(_ words: Catalogue) -> AdminSection {
        let state = frozenSince.map { words[Message("admin.frozen_since", ["time": words.moment($0)])] }
        return AdminSection(
            id: "numbers",
            title: words["admin.numbers"],
            paragraphs: [words["admin.numbers_detail"]]
                + (facts.hasAccount ? [] : [words["admin.visitor_detail"]]),
            facts: [
                Fact(words["account.since"], words.moment(facts.madeAt), moment: facts.madeAt),
                Fact(words["admin.state"], state ?? words["admin.state_open"]),
                Fact(
                    words["admin.role"],
                    facts.role.map { words["admin.role.\($0.rawValue)"] } ?? words["admin.none"]
                ),
                Fact(words["admin.own_factor"], words[facts.hasSecondFactor ? "admin.yes" : "admin.no"]),
                Fact(words["admin.sessions"], words.grouped(facts.sessions)),
                Fact(words["admin.job_count"], words.grouped(holdings.jobs)),
                Fact(words["admin.image_count"], words.grouped(holdings.images)),
                Fact(words["admin.storage"], words.mebibytes(holdings.bytes)),
                Fact(words["admin.credits"], words.grouped(Int(holdings.credits.amount))),
            ]
        )
    }

    private func opened(_ words: Catalogue) -> AdminSection? {
        guard let profile, let glass = glasses[.profile] else { return nil }
        return AdminSection(
            id: "profile",
            title: words["admin.scope.profile"],
            paragraphs: [words.until(glass)],
            facts: [
                Fact(words["signup.email"], profile.email.text),
                Fact(words["signup.name"], profile.name?.text ?? words["admin.none"]),
                Fact(words["signup.country"], words.name(of: profile.country)),
                Fact(words["account.language"], words["language.\(profile.language.rawValue)"]),
                Fact(
                    words["account.age"],
                    profile.band == .adult ? words["account.age_adult"] : words["account.age_of_age"]
                ),
            ]
        )
    }

    private func openedWork(_ words: Catalogue) -> AdminSection? {
        guard let glass = glasses[.work] else { return nil }
        let links = Links(words.language)
        return AdminSection(
            id: "work",
            title: words["admin.scope.work"],
            paragraphs: [words.until(glass)] + (works.isEmpty ? [words["admin.no_works"]] : []),
            works: works.map { work in
                WorkPart(
                    source: links.page(.admin(.work(work.picture.id, of: facts.subject))),
                    prompt: work.prompt.text,
                    detail: "\(words.name(ofModel: work.model)) · \(words.moment(work.picture.madeAt))"
                )
            }
        )
    }

    /// The form that asks for a reason, for what is not open yet.
    private func glass(_ words: Catalogue, _ refusal: RefusedForm?) -> AdminSection? {
        let scopes = facts.hasAccount ? GlassScope.allCases : [.work]
        let closed = scopes.filter { member.may($0.right) && glasses[$0] == nil }
        guard !closed.isEmpty else { return nil }
        let part = FormPart.glass(words, of: facts.subject, closed, refusal)
        return AdminSection(
            id: "glass",
            title: words["admin.glass"],
            paragraphs: [words["admin.glass_detail"]],
            forms: [part.refused(refusal, words)]
        )
    }

    private func freeze(_ words: Catalogue) -> AdminSection? {
        guard member.may(.flagMinor), facts.hasAccount, facts.role == nil else { return nil }
        let isFrozen = frozenSince != nil
        return AdminSection(
            id: "freeze",
            title: words["admin.minor"],
            isAlarm: isFrozen,
            paragraphs: [words[isFrozen ? "admin.minor_frozen" : "admin.minor_detail"]],
            forms: [
                FormPart(
                    action: Links(words.language).page(
                        .admin(isFrozen ? .release(facts.subject) : .freeze(facts.subject))
                    ),
                    button: words[isFrozen ? "admin.release" : "admin.freeze"]
                )
            ]
        )
    }
}

extension FormPart {
    static func accountSearch(_ words: Catalogue) -> FormPart {
        var field = FormField.email(words)
        field.autocomplete = "off"
        return FormPart(
            action: Links(words.language).page(.admin(.accounts)),
            fields: [field],
            button: words["admin.find_action"]
        )
    }

    fileprivate static func glass(
        _ words: Catalogue,
        of subject: SubjectID,
        _ scopes: [GlassScope],
        _ refusal: RefusedForm?
    ) -> FormPart {
        func typed(_ field: String) -> String { refusal?.value(of: field, at: .openAccount(subject)) ?? "" }
        let (least, most) = (GlassReason.lengths.lowerBound, GlassReason.lengths.upperBound)
        let blank = FormOption(value: "", label: words["signup.choose"])
        return FormPart(
            action: Links(words.language).page(.admin(.openAccount(subject))),
            fields: [
                FormField(
                    name: "scope",
                    label: words["admin.scope"],
                    kind: .choice(
                        scopes.map {
                            FormOption(value: $0.rawValue, label: words["admin.scope.\($0.rawValue)"])
                        }
                    ),
                    value: typed("scope")
                ),
                FormField(
                    name: "ground",
                    label: words["admin.ground"],
                    kind: .choice(
                        [blank]
                            + GlassGround.allCases.map {
                                FormOption(value: $0.rawValue, label: words["admin.ground.\($0.rawValue)"])
                            }
                    ),
                    value: typed("ground")
                ),
                FormField(
                    name: "reason",
                    label: words["admin.reason"],
                    kind: .paragraph,
                    value: typed("reason"),
                    hint: words[Message("admin.reason_hint", ["least": "\(least)", "most": "\(most)"])]
                ),
            ],
            button: words["admin.glass_action"]
        )
    }
}

extension Catalogue {
    fileprivate func until(_ glass: Glass) -> String {
        self[Message("admin.open_until", ["time": moment(glass.endsAt)])]
    }

    /// Storage, in whole mebibytes.
    func mebibytes(_ bytes: Int) -> String { "\(grouped((bytes + (1 << 20) - 1) >> 20)) MiB" }
}
