/// Reads items one after the other out of bytes from outside.
///
/// Strict: lengths are stated and numbers shortest, keys occur once, text is UTF-8. Two liberties are left, because
/// sound writers take them: a map's keys may come in any order, and a float may be wider than it needs. The limits hold
/// for everything that one reader reads.
package struct CBORReader {
    private let bytes: [UInt8]
    private let limits: CBORLimits
    private var itemsLeft: Int
    /// How many bytes have been read.
    package private(set) var position = 0

    package init(_ bytes: some Sequence<UInt8>, limits: CBORLimits = CBORLimits()) throws(CBORError) {
        let bytes = Array(bytes)
        guard bytes.count <= limits.bytes else { throw .tooLong }
        self.bytes = bytes
        self.limits = limits
        itemsLeft = limits.items
    }

    package var isAtEnd: Bool { position == bytes.count }

    package mutating func read() throws(CBORError) -> CBOR {
        try read(depth: 0)
    }

    private mutating func read(depth: Int) throws(CBORError) -> CBOR {
        guard depth <= limits.depth else { throw .tooDeep }
        guard itemsLeft > 0 else { throw .tooManyItems }
        itemsLeft -= 1
        let first = try take(1)[0]
        // Three bits always name one of the eight types.
        guard let type = MajorType(rawValue: first >> 5) else { throw .reserved }
        let detail = first & 0b1_1111
        guard type != .simple else { return try simple(detail) }
        let number = try number(detail)
        return switch type {
        case .unsigned: .unsigned(number)
        case .negative: .negative(number)
        case .bytes: .bytes(Array(try take(length(number))))
        case .text: .text(try text(length(number)))
        case .array: try array(length(number), depth: depth)
        case .map: try map(length(number), depth: depth)
        case .tag: .tagged(number, try read(depth: depth + 1))
        case .simple: throw .reserved
        }
    }

    private mutating func array(_ count: Int, depth: Int) throws(CBORError) -> CBOR {
        var items: [CBOR] = []
        items.reserveCapacity(min(count, itemsLeft))
        for _ in 0..<count {
            items.append(try read(depth: depth + 1))
        }
        return .array(items)
    }

    private mutating func map(_ count: Int, depth: Int) throws(CBORError) -> CBOR {
        var map = CBORMap()
        for _ in 0..<count {
            let key = try read(depth: depth + 1)
            guard map.insert(try read(depth: depth + 1), for: key) else { throw .duplicateKey }
        }
        return .map(map)
    }

    private mutating func text(_ count: Int) throws(CBORError) -> String {
        guard let text = String(validating: try take(count), as: UTF8.self) else { throw .invalidText }
        return text
    }

    private mutating func simple(_ detail: UInt8) throws(CBORError) -> CBOR {
        switch detail {
        case 0..<24: return .simple(detail)
        case 24:
            let number = try take(1)[0]
            // RFC 8949, section 3.3: below 32 the short form is the only one.
            guard number >= 32 else { throw .notShortest }
            return .simple(number)
        case 25: return .float(Double(Float16(bitPattern: UInt16(try bigEndian(2)))))
        case 26: return .float(Double(Float(bitPattern: UInt32(try bigEndian(4)))))
        case 27: return .float(Double(bitPattern: try bigEndian(8)))
        case 31: throw .indefiniteLength
        default: throw .reserved
        }
    }

    /// The number that a head carries, in it or behind it.
    private mutating func number(_ detail: UInt8) throws(CBORError) -> UInt64 {
        let (width, least): (Int, UInt64) =
            switch detail {
            case 0..<24: (0, 0)
            case 24: (1, 24)
            case 25: (2, 0x100)
            case 26: (4, 0x1_0000)
            case 27: (8, 0x1_0000_0000)
            case 31: throw .indefiniteLength
            default: throw .reserved
            }
        guard width > 0 else { return UInt64(detail) }
        let number = try bigEndian(width)
        guard number >= least else { throw .notShortest }
        return number
    }

    /// A length that what is left can hold: every byte, item or pair takes a byte at least.
    private func length(_ number: UInt64) throws(CBORError) -> Int {
        guard number <= UInt64(bytes.count - position) else { throw .truncated }
        return Int(number)
    }

    private mutating func bigEndian(_ width: Int) throws(CBORError) -> UInt64 {
        try take(width).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func take(_ count: Int) throws(CBORError) -> [UInt8] {
        guard count <= bytes.count - position else { throw .truncated }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }
}

extension CBOR {
    /// Reads bytes that are one item and nothing else.
    package init(
        decoding bytes: some Sequence<UInt8>,
        limits: CBORLimits = CBORLimits()
    ) throws(CBORError) {
        var reader = try CBORReader(bytes, limits: limits)
        self = try reader.read()
        guard reader.isAtEnd else { throw .trailingBytes }
    }
}
