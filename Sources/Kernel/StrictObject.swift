import FoundationEssentials

/// Reads one JSON object whose members are all known and whose values are all in range.
///
/// Every refusal is a `Problem` that names the place as a path from the whole: `layers[3].opacity`. A member that is null counts as left out.
package struct StrictObject {
    /// Characters of a path or of a wrong value that a refusal repeats at most.
    private static let longestPath = 120

    private let container: KeyedDecodingContainer<MemberName>
    private let path: [any CodingKey]

    /// - Throws: `Problem` `unknown_field` for a member that is not among these.
    package init(_ decoder: any Decoder, members: Set<String>) throws {
        path = decoder.codingPath
        do {
            container = try decoder.container(keyedBy: MemberName.self)
        } catch {
            throw Problem(.wrongFieldType, field: Self.field(decoder.codingPath))
        }
        if let stranger = container.allKeys.map(\.stringValue).filter({ !members.contains($0) }).min() {
            throw Problem(.unknownField, field: field(stranger))
        }
    }

    package func has(_ member: String) -> Bool {
        (try? container.decodeNil(forKey: MemberName(member))) == false
    }

    /// Reads what must be there.
    /// - Throws: `Problem` `missing_field`, `wrong_field_type`, or what the value itself refuses.
    package func value<Value: Decodable>(_ member: String, as type: Value.Type = Value.self) throws -> Value {
        guard has(member) else { throw Problem(.missingField, field: field(member)) }
        do {
            return try container.decode(type, forKey: MemberName(member))
        } catch let problem as Problem {
            throw problem
        } catch {
            // A number that does not fit comes as an error without a place.
            let path = (error as? DecodingError)?.path ?? []
            throw Problem(.wrongFieldType, field: Self.field(path) ?? field(member))
        }
    }

    package func value<Value: Decodable>(_ member: String, or standard: Value) throws -> Value {
        has(member) ? try value(member) : standard
    }

    package func value<Value: Decodable>(
        ifAny member: String,
        as type: Value.Type = Value.self
    ) throws -> Value? {
        has(member) ? try value(member) : nil
    }

    /// Reads a finite number within a range.
    package func number(
        _ member: String,
        in range: ClosedRange<Double>,
        or standard: Double? = nil
    ) throws -> Double {
        if let standard, !has(member) { return standard }
        let number: Double = try value(member)
        guard range.contains(number) else {
            throw outOfRange(member, range.lowerBound.plain, range.upperBound.plain)
        }
        return number
    }

    package func number(ifAny member: String, in range: ClosedRange<Double>) throws -> Double? {
        has(member) ? try number(member, in: range) : nil
    }

    /// Reads a whole number within a range.
    package func count(_ member: String, in range: ClosedRange<Int>, or standard: Int? = nil) throws -> Int {
        if let standard, !has(member) { return standard }
        let count: Int = try value(member)
        guard range.contains(count) else {
            throw outOfRange(member, "\(range.lowerBound)", "\(range.upperBound)")
        }
        return count
    }

    /// Reads one of a closed list of words.
    package func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ member: String,
        or standard: Value? = nil
    ) throws -> Value {
        if let standard, !has(member) { return standard }
        guard let choice = Value(rawValue: try value(member)) else {
            let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.valueUnknown, field: field(member), ["known": known])
        }
        return choice
    }

    /// Reads printable text within a number of characters.
    package func text(_ member: String, length: ClosedRange<Int>, or standard: String? = nil) throws -> String
    {
        if let standard, !has(member) { return standard }
        let text: String = try value(member)
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw Problem(.controlCharacters, field: field(member))
        }
        guard length.contains(text.count) else {
            throw Problem(
                .lengthOutOfRange,
                field: field(member),
                ["least": "\(length.lowerBound)", "most": "\(length.upperBound)"]
            )
        }
        return text
    }

    /// Reads a list within a number of items.
    package func list<Value: Decodable>(
        _ member: String,
        count: ClosedRange<Int>,
        of type: Value.Type = Value.self
    ) throws -> [Value] {
        let list: [Value] = try value(member)
        guard count.contains(list.count) else {
            throw Problem(
                .lengthOutOfRange,
                field: field(member),
                ["least": "\(count.lowerBound)", "most": "\(count.upperBound)"]
            )
        }
        return list
    }

    /// The one of these members that is there.
    /// - Throws: `Problem` `one_field_of` when none or several are.
    package func only(of members: [String]) throws -> String {
        let found = members.filter(has)
        guard found.count == 1 else {
            throw Problem(
                .oneFieldOf,
                field: Self.field(path),
                ["known": members.joined(separator: ", ")]
            )
        }
        return found[0]
    }

    /// Refuses members that mean nothing beside the others.
    package func refuse(_ members: [String], unless allowed: Bool) throws {
        if !allowed, let member = members.first(where: has) {
            throw Problem(.unknownField, field: field(member))
        }
    }

    /// The path of a member of this object.
    package func field(_ member: String) -> String {
        Self.field(path + [MemberName(member)]) ?? member
    }

    private func outOfRange(_ member: String, _ least: String, _ most: String) -> Problem {
        Problem(.valueOutOfRange, field: field(member), ["least": least, "most": most])
    }

    /// The path as it is shown; nil for the whole.
    package static func field(_ path: [any CodingKey]) -> String? {
        guard !path.isEmpty else { return nil }
        let text = path.reduce("") { text, key in
            if let index = key.intValue { return "\(text)[\(index)]" }
            return text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)"
        }
        return String(text.prefix(longestPath))
    }
}

/// A member of an object, by whatever name.
package struct MemberName: CodingKey {
    package let stringValue: String
    package let intValue: Int? = nil

    package init(_ name: String) {
        stringValue = name
    }

    package init(stringValue: String) {
        self.stringValue = stringValue
    }

    package init?(intValue: Int) {
        nil
    }
}

extension DecodingError {
    package var path: [any CodingKey] {
        switch self {
        case .keyNotFound(let key, let context): context.codingPath + [key]
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.codingPath
        @unknown default: []
        }
    }
}

extension Double {
    /// Without a fraction where there is none: `4`, `0.5`.
    fileprivate var plain: String {
        self == rounded() && abs(self) < 1e15 ? "\(Int(self))" : "\(self)"
    }
}

extension CodingKey where Self: CaseIterable & RawRepresentable<String> {
    /// The members of an object, as it is written.
    package static var names: Set<String> { Set(allCases.map(\.rawValue)) }
}
