import Accounts
import HTTPKit
import Kernel

/// The forms that make a key and change one, and what they were filled with.
extension FormPart {
    static func newKey(_ words: Catalogue, _ form: FormBody? = nil) -> FormPart {
        let draft = form.map { KeyDraft($0) } ?? KeyDraft()
        return FormPart(
            action: Links(words.language).page(.accountKeys),
            fields: [
                .keyName(draft, words),
                FormField(
                    name: "kind",
                    label: words["keys.kind"],
                    kind: .choice(
                        KeySecret.Kind.allCases.map {
                            FormOption(value: $0.rawValue, label: words.name(of: $0))
                        }
                    ),
                    value: draft["kind"]
                ),
                .scopes(draft, words, label: words["keys.scopes_label"], hint: words["keys.scopes_hint"]),
                .sites(
                    draft,
                    label: words["keys.sites_label"],
                    hint: words["keys.sites_hint"],
                    isRequired: false
                ),
            ] + FormField.limits(draft, words) + [
                .number(
                    "days",
                    words["keys.days_label"],
                    draft,
                    in: NewAPIKey.lifetimeDays,
                    words[Message("keys.days_hint", .longestLife)]
                )
            ],
            button: words["keys.make"]
        )
    }

    /// Asks for what a key of its kind can have; the kind itself stays.
    static func changeKey(
        _ line: APIKeyLine,
        at now: Timestamp,
        _ words: Catalogue,
        _ form: FormBody? = nil
    ) -> FormPart {
        let draft = form.map { KeyDraft($0) } ?? KeyDraft(line)
        let ends = NewAPIKey.ends(from: now)
        let own: FormField =
            switch line.key.kind {
            case .secret: .scopes(draft, words, label: words["keys.scopes_own"])
            case .publishable:
                .sites(draft, label: words["keys.sites_own"], hint: words["keys.sites_own_hint"])
            }
        return FormPart(
            action: Links(words.language).page(.accountKey(line.key.id)),
            hidden: [HiddenField(name: "edition", value: draft["edition"])],
            fields: [.keyName(draft, words), own] + FormField.limits(draft, words) + [
                FormField(
                    name: "ends_on",
                    label: words["keys.end_label"],
                    kind: .date,
                    value: draft["ends_on"],
                    hint: words[Message("keys.end_hint", .longestLife)],
                    isRequired: false,
                    // A key that ends today may do so.
                    least: min(ends.lowerBound, line.key.expiresAt ?? ends.lowerBound).dayInUTC,
                    most: ends.upperBound.dayInUTC
                )
            ],
            button: words["account.save"]
        )
    }
}

extension [String: String] {
    fileprivate static let longestLife = ["most": "\(NewAPIKey.lifetimeDays.upperBound)"]
}

extension FormField {
    /// Each key of a list has one.
    static func overlap(
        of id: APIKeyID,
        _ refused: RefusedRenewal?,
        _ words: Catalogue
    ) -> FormField {
        let hours = APIKey.overlapHours
        var field = FormField(
            name: "overlap_hours",
            id: "overlap-\(id.text)",
            label: words["keys.overlap"],
            kind: .number,
            value: refused?.hours ?? "24",
            hint: words[Message("keys.overlap_hint", ["most": "\(hours.upperBound)"])],
            least: "\(hours.lowerBound)",
            most: "\(hours.upperBound)"
        )
        if let problem = refused?.problem, problem.field == field.name {
            field.fault = ProblemWords(problem, words, at: field)
        }
        return field
    }

    fileprivate static func keyName(_ draft: KeyDraft, _ words: Catalogue) -> FormField {
        FormField(
            name: "name",
            label: words["keys.name"],
            value: draft["name"],
            hint: words["keys.name_hint"]
        )
    }

    /// One box a scope.
    fileprivate static func scopes(
        _ draft: KeyDraft,
        _ words: Catalogue,
        label: String,
        hint: String? = nil
    ) -> FormField {
        FormField(
            name: "scopes",
            label: label,
            kind: .marks(
                KeyScope.allCases.map { scope in
                    FormMark(
                        name: scope.fieldName,
                        label: words.name(of: scope),
                        isOn: draft.scopes.contains(scope)
                    )
                }
            ),
            hint: hint,
            isRequired: false
        )
    }

    fileprivate static func sites(
        _ draft: KeyDraft,
        label: String,
        hint: String,
        isRequired: Bool = true
    ) -> FormField {
        FormField(
            name: "origins",
            label: label,
            kind: .paragraph,
            value: draft["origins"],
            hint: hint,
            isRequired: isRequired
        )
    }

    fileprivate static func limits(_ draft: KeyDraft, _ words: Catalogue) -> [FormField] {
        [
            ("requests_per_minute", words["keys.requests_label"], NewAPIKey.paceRange),
            ("images_per_day", words["keys.images_label"], NewAPIKey.budgetRange),
            ("credits_per_month", words["keys.credits_label"], NewAPIKey.budgetRange),
        ].map { name, label, bounds in
            .number(name, label, draft, in: bounds, words["keys.limit_hint"])
        }
    }

    fileprivate static func number(
        _ name: String,
        _ label: String,
        _ draft: KeyDraft,
        in bounds: ClosedRange<Int>,
        _ hint: String
    ) -> FormField {
        FormField(
            name: name,
            label: label,
            kind: .number,
            value: draft[name],
            hint: hint,
            isRequired: false,
            least: "\(bounds.lowerBound)",
            most: "\(bounds.upperBound)"
        )
    }
}
