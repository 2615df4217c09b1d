import Accounts
import Foundation
import HTTPKit
import Kernel

/// The forms on the way to an account.
extension FormPart {
    /// The age question, in neutral words.
    static func age(
        _ words: Catalogue,
        _ form: FormBody? = nil,
        to page: Route = .signUpAge,
        carrying hidden: [HiddenField] = []
    ) -> FormPart {
        let months = (1...12).map { FormOption(value: "\($0)", label: words.month($0)) }
        let countries = words.countries.map { FormOption(value: $0.code, label: $0.name) }
        let blank = FormOption(value: "", label: words["signup.choose"])
        return FormPart(
            action: Links(words.language).page(page),
            hidden: hidden,
            fields: [
                FormField(
                    name: "country",
                    label: words["signup.country"],
                    kind: .choice([blank] + countries),
                    value: form?["country"] ?? "",
                    autocomplete: "country"
                ),
                FormField(
                    name: "birth_month",
                    label: words["signup.birth_month"],
                    kind: .choice([blank] + months),
                    value: form?["birth_month"] ?? "",
                    autocomplete: "bday-month"
                ),
                FormField(
                    name: "birth_year",
                    label: words["signup.birth_year"],
                    kind: .number,
                    value: form?["birth_year"] ?? "",
                    autocomplete: "bday-year"
                ),
            ],
            button: words["signup.continue"]
        )
    }

    /// The sign-up itself, for whoever passed the age question.
    static func signUp(
        _ words: Catalogue,
        ticket: String,
        _ form: FormBody? = nil
    ) -> FormPart {
        FormPart(
            action: Links(words.language).page(.signUp),
            hidden: [HiddenField(name: "age_ticket", value: ticket)],
            fields: [
                .email(words, value: form?["email"] ?? ""),
                .newPassword(words),
                FormField(
                    name: "display_name",
                    label: words["signup.name"],
                    value: form?["display_name"] ?? "",
                    autocomplete: "nickname",
                    hint: words["signup.name_hint"],
                    isRequired: false
                ),
            ],
            agreement: words["signup.terms"],
            button: words["signup.action"]
        )
    }

    /// The sign-up of somebody whose address a provider has confirmed.
    static func signUp(
        _ words: Catalogue,
        by newcomer: Newcomer,
        nameOf provider: (OpenIDProvider.ID) -> String,
        ticket: String,
        _ form: FormBody? = nil
    ) -> FormPart {
        let identity = newcomer.identity
        let name = provider(identity.provider)
        return FormPart(
            action: Links(words.language).page(.signUpByProvider),
            hidden: [HiddenField(name: "age_ticket", value: ticket)],
            fields: [
                FormField(
                    name: "email",
                    label: words["signup.email"],
                    kind: .email,
                    value: identity.email?.text ?? "",
                    autocomplete: "off",
                    hint: words[Message("signup.from_provider", ["provider": name])],
                    isFixed: true
                ),
                FormField(
                    name: "display_name",
                    label: words["signup.name"],
                    value: form?["display_name"] ?? identity.name ?? "",
                    autocomplete: "nickname",
                    hint: words["signup.name_hint"],
                    isRequired: false
                ),
            ],
            agreement: words["signup.terms"],
            button: words["signup.action"]
        )
    }

    static func confirm(_ words: Catalogue, token: Token) -> FormPart {
        FormPart(
            action: Links(words.language).page(.confirm(token)),
            fields: [.knownPassword(words)],
            button: words["confirm.action"]
        )
    }

    static func signIn(
        _ words: Catalogue,
        returningTo page: String?,
        _ form: FormBody? = nil
    ) -> FormPart {
        FormPart(
            action: Links(words.language).page(.signIn),
            hidden: page.map { [HiddenField(name: "return_to", value: $0)] } ?? [],
            fields: [.email(words, value: form?["email"] ?? ""), .knownPassword(words)],
            button: words["login.action"]
        )
    }

    static func reset(_ words: Catalogue, _ form: FormBody? = nil) -> FormPart {
        FormPart(
            action: Links(words.language).page(.reset),
            fields: [.email(words, value: form?["email"] ?? "")],
            button: words["reset.action"]
        )
    }

    static func newPassword(_ words: Catalogue, token: Token) -> FormPart {
        FormPart(
            action: Links(words.language).page(.newPassword(token)),
            fields: [.newPassword(words)],
            button: words["account.change_password"]
        )
    }
}

extension FormField {
    fileprivate static func knownPassword(_ words: Catalogue) -> FormField {
        FormField(
            name: "password",
            label: words["login.password"],
            kind: .password,
            autocomplete: "current-password"
        )
    }
}

extension Catalogue {
    /// A country by its name in this language.
    struct NamedCountry {
        let code: String
        let name: String
    }

    /// Every country, in the order of this language.
    var countries: [NamedCountry] {
        let locale = Locale(identifier: language.rawValue)
        return Country.all
            .map {
                NamedCountry(code: $0.code, name: locale.localizedString(forRegionCode: $0.code) ?? $0.code)
            }
            .sorted { $0.name.compare($1.name, locale: locale) == .orderedAscending }
    }

    /// A month by its name in this language.
    func month(_ number: Int) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.locale = Locale(identifier: language.rawValue)
        let names = calendar.standaloneMonthSymbols
        return names.indices.contains(number - 1) ? names[number - 1] : "\(number)"
    }
}
