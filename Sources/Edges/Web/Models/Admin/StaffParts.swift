import Accounts
import HTTPKit
import Kernel

extension AdminSection {
    /// Everybody with a role.
    static func staff(
        _ staff: [StaffEntry],
        _ member: StaffMember,
        _ words: Catalogue
    ) -> AdminSection {
        let links = Links(words.language)
        return AdminSection(
            id: "staff",
            title: words["admin.staff_list"],
            table: AdminTable(
                caption: words["admin.staff_list"],
                headers: [
                    words["signup.email"], words["admin.role"], words["admin.invitation"],
                    words["admin.since"],
                ],
                rows: staff.map { entry in
                    AdminRow(
                        AdminCell(
                            entry.email?.text ?? entry.line.subject.text,
                            url: links.page(.admin(.member(entry.line.subject)))
                        ),
                        [
                            AdminCell(words["admin.role.\(entry.line.role.rawValue)"]),
                            AdminCell(words[entry.stateKey]),
                            AdminCell(words.moment(entry.line.madeAt), moment: entry.line.madeAt),
                        ]
                    )
                }
            )
        )
    }
}

extension AdminSection {
    /// The way to show that it is oneself, where something sensitive would stand.
    static func proof(returningTo address: AdminAddress, _ words: Catalogue) -> AdminSection {
        let links = Links(words.language)
        return AdminSection(
            id: "proof",
            title: words["prove.page"],
            paragraphs: [words["admin.proof_detail"]],
            links: [
                PageLink(
                    url: "\(links.page(.prove))?return_to=\(links.page(.admin(address)))",
                    label: words["prove.action"]
                )
            ]
        )
    }
}

extension [AdminSection] {
    /// What can be done with somebody of the staff; nobody changes their own role.
    static func member(
        _ entry: StaffEntry,
        isOneself: Bool,
        _ problem: Problem?,
        _ words: Catalogue
    ) -> [AdminSection] {
        let (links, subject) = (Links(words.language), entry.line.subject)
        guard !isOneself else {
            return [
                AdminSection(
                    id: "own",
                    title: words["admin.role.\(entry.line.role.rawValue)"],
                    paragraphs: [words["admin.own_role"]]
                )
            ]
        }
        let change = FormPart(
            action: links.page(.admin(.changeMember(subject))),
            fields: [.role(words, entry.line.role)],
            button: words["admin.change_role"]
        )
        let remove = FormPart(
            action: links.page(.admin(.removeMember(subject))),
            button: words["admin.remove"]
        )
        return [
            AdminSection(
                id: "change",
                title: words["admin.change_role"],
                paragraphs: [words["admin.change_role_detail"]],
                forms: [problem.map { change.refused($0, words) } ?? change]
            ),
            AdminSection(
                id: "remove",
                title: words["admin.remove"],
                paragraphs: [words["admin.remove_detail"]],
                forms: [remove]
            ),
        ]
    }
}

extension FormPart {
    static func invitation(_ words: Catalogue, _ form: FormBody?) -> FormPart {
        let countries = words.countries.map { FormOption(value: $0.code, label: $0.name) }
        let blank = FormOption(value: "", label: words["signup.choose"])
        return FormPart(
            action: Links(words.language).page(.admin(.staff)),
            fields: [
                .email(words, value: form?["email"] ?? ""),
                .role(words, form?["role"].flatMap(StaffRole.init) ?? .readOnly),
                FormField(
                    name: "country",
                    label: words["signup.country"],
                    kind: .choice([blank] + countries),
                    value: form?["country"] ?? ""
                ),
            ],
            button: words["admin.invite_action"]
        )
    }
}

extension FormField {
    fileprivate static func role(_ words: Catalogue, _ role: StaffRole) -> FormField {
        FormField(
            name: "role",
            label: words["admin.role"],
            kind: .choice(
                StaffRole.allCases.map {
                    FormOption(value: $0.rawValue, label: words["admin.role.\($0.rawValue)"])
                }
            ),
            value: role.rawValue
        )
    }
}

extension StaffRole {
    /// - Throws: `Problem` `role_unknown`.
    init(typed text: String?) throws(Problem) {
        guard let role = text.flatMap(StaffRole.init) else { throw Problem(.roleUnknown, field: "role") }
        self = role
    }
}

extension StaffEntry {
    /// Whether they can come in.
    fileprivate var stateKey: String {
        guard hasPassword else { return "admin.is_invited" }
        return hasSecondFactor ? "admin.is_ready" : "admin.lacks_factor"
    }
}
