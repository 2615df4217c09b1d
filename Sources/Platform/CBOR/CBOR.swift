/// One item of the Concise Binary Object Representation (RFC 8949).
///
/// Two items are equal when their deterministic encodings are: a map's order does not count, `NaN` equals itself, and text is compared
/// byte by byte.
package enum CBOR: Sendable {
    /// 0 and upwards.
    case unsigned(UInt64)
    /// −1 minus the number: `negative(0)` is −1.
    case negative(UInt64)
    case bytes([UInt8])
    case text(String)
    indirect case array([CBOR])
    indirect case map(CBORMap)
    indirect case tagged(UInt64, CBOR)
    /// False (20), true (21), null (22), undefined (23), and numbers without a meaning; never 24 to 31.
    case simple(UInt8)
    case float(Double)

    package static let null = CBOR.simple(22)

    package init(_ number: Int) {
        self = number < 0 ? .negative(UInt64(-(number + 1))) : .unsigned(UInt64(number))
    }

    package init(_ claim: Bool) {
        self = .simple(claim ? 21 : 20)
    }
}

extension CBOR {
    /// The number, when this is an integer that fits.
    package var integer: Int? {
        switch self {
        case .unsigned(let number): Int(exactly: number)
        case .negative(let number): Int(exactly: number).map { -1 - $0 }
        default: nil
        }
    }

    package var bytes: [UInt8]? {
        if case .bytes(let bytes) = self { bytes } else { nil }
    }

    package var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    package var array: [CBOR]? {
        if case .array(let items) = self { items } else { nil }
    }

    package var map: CBORMap? {
        if case .map(let map) = self { map } else { nil }
    }
}

extension CBOR: Hashable {
    package static func == (one: CBOR, other: CBOR) -> Bool { one.encoded == other.encoded }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(encoded)
    }
}

extension CBOR: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral, ExpressibleByBooleanLiteral
{
    package init(integerLiteral number: Int) { self.init(number) }

    package init(stringLiteral text: String) { self = .text(text) }

    package init(arrayLiteral items: CBOR...) { self = .array(items) }

    package init(booleanLiteral claim: Bool) { self.init(claim) }

    /// A key that is written twice keeps its last value.
    package init(dictionaryLiteral pairs: (CBOR, CBOR)...) {
        var map = CBORMap()
        for (key, value) in pairs {
            map[key] = value
        }
        self = .map(map)
    }
}
