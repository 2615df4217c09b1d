import FoundationEssentials

/// Finds a name that occurs twice in one object of a JSON text, at any depth.
///
/// Decoders differ in which of two they take, so that what one program checked is not what another uses (RFC 8259, section 4).
/// The text has been found to be JSON before: what is malformed here is no matter of this scan.
package struct RepeatedMembers {
    /// Objects and lists in one another; the decoder has a limit of its own, which is higher.
    package static let deepest = 64

    private enum Level {
        case object(names: Set<String>)
        case list
    }

    private var rest: ArraySlice<UInt8>
    private var levels: [Level] = []

    private init(_ text: ArraySlice<UInt8>) {
        rest = text
    }

    /// The first name that occurs again in its object, as it reads without escapes; nil when there is none.
    /// - Throws: `TooDeep`.
    package static func first(in text: some Sequence<UInt8>) throws(TooDeep) -> String? {
        var scan = RepeatedMembers(Array(text)[...])
        return try scan.first()
    }

    package struct TooDeep: Error {}

    private mutating func first() throws(TooDeep) -> String? {
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "{"): try enter(.object(names: []))
            case UInt8(ascii: "["): try enter(.list)
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = levels.popLast()
            case UInt8(ascii: "\""):
                let text = string()
                if isFollowedByColon, let name = repeated(text) { return name }
            default: continue
            }
        }
        return nil
    }

    private mutating func enter(_ level: Level) throws(TooDeep) {
        guard levels.count < Self.deepest else { throw TooDeep() }
        levels.append(level)
    }

    /// Notes a name of the innermost object; the name when it was there already.
    private mutating func repeated(_ name: String) -> String? {
        guard case .object(var names) = levels.popLast() else { return nil }
        let isNew = names.insert(name).inserted
        levels.append(.object(names: names))
        return isNew ? nil : name
    }

    /// Whether the string was a name: only names have a colon behind them.
    private var isFollowedByColon: Bool {
        rest.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: ":")
    }

    /// Reads on to the closing quote.
    private mutating func string() -> String {
        var units: [UInt16] = []
        var plain: [UInt8] = []
        func flush() {
            units += String(decoding: plain, as: UTF8.self).utf16
            plain = []
        }
        while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
            guard byte == UInt8(ascii: "\\") else {
                plain.append(byte)
                continue
            }
            flush()
            units.append(escaped())
        }
        flush()
        return String(decoding: units, as: UTF16.self)
    }

    /// The code unit that an escape stands for.
    private mutating func escaped() -> UInt16 {
        switch rest.popFirst() {
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "u"):
            let digits = rest.prefix(4)
            rest = rest.dropFirst(4)
            return UInt16(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0xFFFD
        case let other: return UInt16(other ?? 0)
        }
    }
}
