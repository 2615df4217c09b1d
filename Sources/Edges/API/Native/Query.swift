import FoundationEssentials
import Hummingbird
import Kernel

/// The parameters behind the question mark, read strictly.
struct Query {
    private let values: [String: String]

    /// - Throws: `Problem` for a repeated parameter or broken escapes.
    init(_ request: Request) throws(Problem) {
        var values: [String: String] = [:]
        for (key, value) in request.uri.queryParameters {
            // The router decodes escapes but leaves `+`, and hands over broken ones as they are.
            let text = value.replacing("+", with: " ")
            guard values.updateValue(String(text), forKey: String(key)) == nil else {
                throw Problem(.malformedParameter, field: String(key.prefix(64)), ["expected": "1"])
            }
        }
        self.values = values
    }

    subscript(name: String) -> String? { values[name] }

    func number(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
        guard let text = values[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw Problem(
                .malformedParameter,
                field: name,
                ["expected": "\(range.lowerBound)-\(range.upperBound)"]
            )
        }
        return number
    }

    /// One word of a list.
    func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String,
        as kind: Word.Type
    ) throws(Problem) -> Word? {
        guard let text = values[name] else { return nil }
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.malformedParameter, field: name, ["expected": known])
        }
        return word
    }

    /// A moment of RFC 3339, with or without a fraction; in a query `+` is a blank, so that the zone is mostly `Z`.
    func moment(_ name: String) throws(Problem) -> Timestamp? {
        guard let text = values[name] else { return nil }
        let styles = [Date.ISO8601FormatStyle(includingFractionalSeconds: true), Date.ISO8601FormatStyle()]
        guard let date = styles.lazy.compactMap({ try? $0.parse(text) }).first else {
            throw Problem(.malformedParameter, field: name, ["expected": "2026-11-30T08:00:00Z"])
        }
        return Timestamp(date)
    }

    func id<Kind>(_ name: String, as kind: ID<Kind>.Type) throws(Problem) -> ID<Kind>? {
        guard let text = values[name] else { return nil }
        guard let id = ID<Kind>(text) else {
            throw Problem(.malformedParameter, field: name, ["expected": "\(Kind.idPrefix)_…"])
        }
        return id
    }
}
