package import Kernel

/// From which age somebody decides alone about their data, by country (GDPR, article 8; national laws elsewhere).
///
/// The figures are data: an operator's lawyer can check them line by line. A country that is not named has the strictest.
package enum AgeTable {
    /// From here on nobody is a child anywhere.
    static let adulthood = 18
    package static let strictest = 16

    /// Members of the European Union and the European Economic Area by their laws on article 8; the others by the age
    /// that their own law names.
    package static let years: [String: Int] = [
        "AT": 14, "BE": 13, "BG": 14, "CY": 14, "CZ": 15, "DE": 16, "DK": 15, "EE": 13, "ES": 14, "FI": 13,
        "FR": 15,
        "GR": 15, "HR": 16, "HU": 16, "IE": 16, "IT": 14, "LT": 14, "LU": 16, "LV": 13, "MT": 13, "NL": 16,
        "PL": 16,
        "PT": 13, "RO": 16, "SE": 13, "SI": 15, "SK": 16, "IS": 13, "LI": 16, "NO": 13, "GB": 13, "US": 13,
    ]

    package static func years(in country: Country) -> Int { years[country.code] ?? strictest }
}

/// All that is kept of somebody's age.
package enum AgeBand: String, Sendable {
    case adult
    case ofAge = "of-age"

    /// The band of somebody born in a month; nil below the age of the country's table.
    ///
    /// The day is never asked for: whoever's birthday may still come this month is a year younger.
    init?(
        bornIn birth: BirthMonth,
        country: Country,
        now: Timestamp
    ) {
        let today = BirthMonth(now)
        let age = today.year - birth.year - (today.month > birth.month ? 0 : 1)
        guard age >= AgeTable.years(in: country) else { return nil }
        self = age >= AgeTable.adulthood ? .adult : .ofAge
    }
}

/// The year and month of a birth, which only the age question sees.
package struct BirthMonth: Hashable, Sendable {
    /// Older than anybody.
    private static let longestLife = 125

    let year: Int
    let month: Int

    /// - Throws: `Problem` for a month that is none, in the future, or longer ago than anybody lives.
    package init(
        year: Int,
        month: Int,
        now: Timestamp
    ) throws(Problem) {
        let today = BirthMonth(now)
        guard (1...12).contains(month) else { throw Problem(.birthMonthMalformed, field: "birth_month") }
        guard year <= today.year, year > today.year - Self.longestLife,
            (year, month) <= (today.year, today.month)
        else { throw Problem(.birthMonthMalformed, field: "birth_year") }
        (self.year, self.month) = (year, month)
    }

    /// The month of a moment, in UTC.
    init(_ moment: Timestamp) {
        let parts = "\(moment)".split(separator: "-")
        year = Int(parts[0]) ?? 0
        month = Int(parts[1]) ?? 0
    }
}

extension BirthMonth: CustomStringConvertible, CustomReflectable {
    /// Never kept, so never shown.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
