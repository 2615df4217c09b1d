package import FoundationEssentials
import Store

/// How long an answer may take under one law; laws are data (`share/privacy/regimes.json`), and set clocks alone: everybody
/// has every right.
package struct Regime: Hashable, Sendable, Decodable {
    package struct ID: RawRepresentable, Hashable, Sendable, Codable, SQLConvertible {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }
    }

    /// A length of time in the calendar's units.
    package enum Span: Hashable, Sendable, Decodable {
        case days(Int)
        case months(Int)

        private enum Keys: CodingKey {
            case days, months
        }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Keys.self)
            if let days = try container.decodeIfPresent(Int.self, forKey: .days), (1...400).contains(days) {
                self = .days(days)
            } else if case let months = try container.decode(Int.self, forKey: .months),
                (1...12).contains(months)
            {
                self = .months(months)
            } else {
                throw DecodingError.dataCorruptedError(
                    forKey: .months,
                    in: container,
                    debugDescription: "out of range"
                )
            }
        }
    }

    package let id: ID
    /// Until the answer, from receipt.
    let answer: Span
    /// Until the answer once it was extended, from receipt too.
    let extended: Span
    /// Working days until receipt is acknowledged; we do it at once.
    package let acknowledge: Int?
    /// Whether an end on a Saturday, Sunday or holiday moves to the next working day.
    let isMovedToWorkingDay: Bool
    /// `2026-12-25`.
    let holidays: Set<String>

    private enum CodingKeys: String, CodingKey {
        case id, answer, extended, holidays
        case acknowledge = "acknowledge_working_days"
        case isMovedToWorkingDay = "next_working_day"
    }
}

/// The regimes that there are; the first is everybody's who names none.
package struct RegimeTable: Sendable {
    package let all: [Regime]

    /// - Throws: `RegimeRefusal` for a file that cannot be used.
    package init(json: Data) throws(RegimeRefusal) {
        struct File: Decodable {
            let regimes: [Regime]
        }
        guard let file = try? JSONDecoder().decode(File.self, from: json), !file.regimes.isEmpty,
            Set(file.regimes.map(\.id)).count == file.regimes.count
        else { throw RegimeRefusal() }
        all = file.regimes
    }

    package var standard: Regime { all[0] }

    package func regime(_ id: String) -> Regime? { all.first { $0.id.rawValue == id } }
}

/// The list of regimes cannot be used.
package struct RegimeRefusal: Error, CustomStringConvertible {
    package let description =
        "privacy/regimes.json in the share folder cannot be used; put the file of this version back"
}
