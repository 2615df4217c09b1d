package import Accounts
package import Kernel

/// What people type into forms about accounts, read once for pages and programs alike.
extension Accounts {
    /// Judges the answers to the age question.
    /// - Throws: `Problem` that names the answer at fault, or `age_blocked`.
    package func judge(
        country: String,
        birthYear: Int,
        birthMonth: Int,
        blockedBy block: String?,
        at now: Timestamp
    ) throws(Problem) -> AgeAnswer {
        guard let country = Country(country) else { throw Problem(.countryUnknown, field: "country") }
        let birth = try BirthMonth(year: birthYear, month: birthMonth, now: now)
        return try judge(birth, in: country, blockedBy: block)
    }
}

extension EmailAddress {
    /// - Throws: `Problem` `email_malformed`.
    package init(typed text: String) throws(Problem) {
        let trimmed = text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
        guard let address = EmailAddress(String(trimmed)) else {
            throw Problem(.emailMalformed, field: "email")
        }
        self = address
    }
}

extension Language {
    /// - Throws: `Problem` `language_unknown`.
    package init(chosen text: String) throws(Problem) {
        guard let language = Language(rawValue: text) else {
            throw Problem(.languageUnknown, field: "language")
        }
        self = language
    }
}
