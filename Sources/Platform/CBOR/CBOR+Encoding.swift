extension CBOR {
    /// The one encoding that RFC 8949's core deterministic requirements (section 4.2.1) leave.
    ///
    /// Numbers and lengths take their shortest form, floats the shortest that keeps their value, maps are sorted.
    package var encoded: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    private func append(to bytes: inout [UInt8]) {
        switch self {
        case .unsigned(let number): bytes.append(.unsigned, number)
        case .negative(let number): bytes.append(.negative, number)
        case .bytes(let content): bytes.append(.bytes, holding: content)
        case .text(let text): bytes.append(.text, holding: Array(text.utf8))
        case .array(let items):
            bytes.append(.array, UInt64(items.count))
            for item in items { item.append(to: &bytes) }
        case .map(let map): Self.append(map, to: &bytes)
        case .tagged(let tag, let item):
            bytes.append(.tag, tag)
            item.append(to: &bytes)
        case .simple(let number): bytes.append(.simple, UInt64(number))
        case .float(let number): bytes.append(number)
        }
    }

    private static func append(_ map: CBORMap, to bytes: inout [UInt8]) {
        bytes.append(.map, UInt64(map.count))
        for (key, value) in map.encodedPairs {
            bytes += key
            value.append(to: &bytes)
        }
    }
}

extension [UInt8] {
    /// A head: the kind of an item with its number or length.
    fileprivate mutating func append(_ kind: MajorType, _ number: UInt64) {
        let high = kind.rawValue << 5
        switch number {
        case 0..<24: append(high | UInt8(number))
        case ...0xFF: self += [high | 24, UInt8(number)]
        case ...0xFFFF: self += [high | 25] + UInt16(number).bigEndianBytes
        case ...0xFFFF_FFFF: self += [high | 26] + UInt32(number).bigEndianBytes
        default: self += [high | 27] + number.bigEndianBytes
        }
    }

    fileprivate mutating func append(_ kind: MajorType, holding content: [UInt8]) {
        append(kind, UInt64(content.count))
        self += content
    }

    fileprivate mutating func append(_ number: Double) {
        let high = MajorType.simple.rawValue << 5
        let (half, single) = (Float16(number), Float(number))
        if number.isNaN {
            self += [high | 25, 0x7E, 0x00]
        } else if Double(half) == number {
            self += [high | 25] + half.bitPattern.bigEndianBytes
        } else if Double(single) == number {
            self += [high | 26] + single.bitPattern.bigEndianBytes
        } else {
            self += [high | 27] + number.bitPattern.bigEndianBytes
        }
    }
}

extension FixedWidthInteger {
    fileprivate var bigEndianBytes: [UInt8] {
        stride(from: Self.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: self >> $0) }
    }
}
