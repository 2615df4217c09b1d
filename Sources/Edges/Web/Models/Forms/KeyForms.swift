import Accounts
import HTTPKit
import Kernel

/// The form that makes a key, and what it was filled with.
extension FormPart {
    static func newKey(_ words: Catalogue, _ form: FormBody? = nil) -> FormPart {
        FormPart(
            action: Links(words.language).page(.accountKeys),
            fields: [
                FormField(
                    name: "name",
                    label: words["keys.name"],
                    value: form?["name"] ?? "",
                    hint: words["keys.name_hint"]
                ),
                FormField(
                    name: "kind",
                    label: words["keys.kind"],
                    kind: .choice(
                        KeySecret.Kind.allCases.map {
                            FormOption(value: $0.rawValue, label: words.name(of: $0))
                        }
                    ),
                    value: form?["kind"] ?? KeySecret.Kind.secret.rawValue
                ),
                .scopes(words, form),
                FormField(
                    name: "origins",
                    label: words["keys.sites_label"],
                    kind: .paragraph,
                    value: form?["origins"] ?? "",
                    hint: words["keys.sites_hint"],
                    isRequired: false
                ),
                .number(
                    "requests_per_minute",
                    words["keys.requests_label"],
                    form,
                    in: NewAPIKey.paceRange,
                    words["keys.limit_hint"]
                ),
                .number(
                    "images_per_day",
                    words["keys.images_label"],
                    form,
                    in: NewAPIKey.budgetRange,
                    words["keys.limit_hint"]
                ),
                .number(
                    "credits_per_month",
                    words["keys.credits_label"],
                    form,
                    in: NewAPIKey.budgetRange,
                    words["keys.limit_hint"]
                ),
                .number(
                    "days",
                    words["keys.days_label"],
                    form,
                    in: NewAPIKey.lifetimeDays,
                    words[
                        Message("keys.days_hint", ["most": "\(NewAPIKey.lifetimeDays.upperBound)"])
                    ]
                ),
            ],
            button: words["keys.make"]
        )
    }
}

extension FormField {
    /// One box a scope; those that are usual are ticked before anybody has chosen.
    fileprivate static func scopes(_ words: Catalogue, _ form: FormBody?) -> FormField {
        FormField(
            name: "scopes",
            label: words["keys.scopes_label"],
            kind: .marks(
                KeyScope.allCases.map { scope in
                    FormMark(
                        name: scope.fieldName,
                        label: words.name(of: scope),
                        isOn: form.map { $0[scope.fieldName] != nil } ?? KeyScope.usual.contains(scope)
                    )
                }
            ),
            hint: words["keys.scopes_hint"],
            isRequired: false
        )
    }

    fileprivate static func number(
        _ name: String,
        _ label: String,
        _ form: FormBody?,
        in bounds: ClosedRange<Int>,
        _ hint: String
    ) -> FormField {
        FormField(
            name: name,
            label: label,
            kind: .number,
            value: form?[name] ?? "",
            hint: hint,
            isRequired: false,
            bounds: bounds
        )
    }
}

extension KeyScope {
    /// As the form calls its box.
    var fieldName: String { "scope_\(rawValue)" }
}

extension NewAPIKey {
    /// What somebody typed.
    /// - Throws: `Problem` that names the field at fault.
    init(_ form: FormBody) throws(Problem) {
        guard let kind = form["kind"].flatMap({ KeySecret.Kind(rawValue: $0) }) else {
            let known = KeySecret.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.valueUnknown, field: "kind", ["known": known])
        }
        let scopes = Set(KeyScope.allCases.filter { form[$0.fieldName] != nil })
        let lines = (form["origins"] ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
        try self.init(
            kind,
            named: DisplayName(form["name"] ?? "", field: "name"),
            scopes: kind == .publishable ? nil : scopes,
            origins: WebOrigin.all(in: lines),
            limits: KeyLimits(
                requestsPerMinute: form.number("requests_per_minute", in: Self.paceRange),
                imagesPerDay: form.number("images_per_day", in: Self.budgetRange),
                creditsPerMonth: form.number("credits_per_month", in: Self.budgetRange).map {
                    Credits(Int64($0))
                }
            ),
            days: form.number("days", in: Self.lifetimeDays)
        )
    }
}

extension FormBody {
    /// A whole number; nil where nothing was typed.
    /// - Throws: `Problem` `value_out_of_range`.
    func number(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
        guard let text = self[name] else { return nil }
        let digits = text.filter { !$0.isWhitespace }
        guard let number = Int(digits), range.contains(number) else {
            let bounds = ["least": "\(range.lowerBound)", "most": "\(range.upperBound)"]
            throw Problem(.valueOutOfRange, field: name, bounds)
        }
        return number
    }
}
