import CBOR
import TestSupport
import Testing

/// Encodings that Python's `cbor2` made or took, with what they mean.
struct CBORVectors: Decodable {
    struct Vector: Decodable, CustomTestStringConvertible {
        let cbor: String
        let item: Description

        var testDescription: String { String(cbor.prefix(40)) }
    }

    let appendixA: [Vector]
    let indefinite: [String]
    let canonical: [Vector]

    private enum CodingKeys: String, CodingKey {
        case appendixA = "appendix_a"
        case indefinite, canonical
    }
}

/// An item in JSON: its kind, then its number, text or parts.
struct Description: Decodable {
    let item: CBOR

    private struct UnknownKind: Error {}

    init(from decoder: any Decoder) throws {
        var parts = try decoder.unkeyedContainer()
        item =
            switch try parts.decode(String.self) {
            case "unsigned": try .unsigned(Self.number(&parts))
            case "negative": try .negative(Self.number(&parts))
            case "bytes": try .bytes([UInt8](hex: parts.decode(String.self)))
            case "text": try .text(parts.decode(String.self))
            case "array": try .array(Self.rest(&parts))
            case "map": try .map(Self.map(&parts))
            case "tag": try .tagged(Self.number(&parts), parts.decode(Description.self).item)
            case "simple": try .simple(UInt8(Self.number(&parts)))
            case "float": try .float(Double(bitPattern: Self.number(&parts, radix: 16)))
            default: throw UnknownKind()
            }
    }

    private static func number(
        _ parts: inout any UnkeyedDecodingContainer,
        radix: Int = 10
    ) throws -> UInt64 {
        guard let number = UInt64(try parts.decode(String.self), radix: radix) else { throw UnknownKind() }
        return number
    }

    private static func rest(_ parts: inout any UnkeyedDecodingContainer) throws -> [CBOR] {
        var items: [CBOR] = []
        while !parts.isAtEnd {
            items.append(try parts.decode(Description.self).item)
        }
        return items
    }

    private static func map(_ parts: inout any UnkeyedDecodingContainer) throws -> CBORMap {
        var map = CBORMap()
        while !parts.isAtEnd {
            let key = try parts.decode(Description.self).item
            map[key] = try parts.decode(Description.self).item
        }
        return map
    }
}
