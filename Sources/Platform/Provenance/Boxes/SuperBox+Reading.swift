/// The bytes are not boxes of the kind that we write.
struct ForeignBoxes: Error {}

extension SuperBox {
    /// Store, manifest, assertions, assertion.
    private static let depth = 4
    /// More than a manifest with every ingredient needs.
    private static let mostBoxes = 256
    /// In bytes; ours have a few thousand.
    static let longestStore = 1 << 20

    /// Reads a store that looks exactly as we write one; a bit of another form, and it is not ours.
    init(readingStore bytes: [UInt8]) throws(ForeignBoxes) {
        guard bytes.count <= Self.longestStore else { throw ForeignBoxes() }
        var reader = BoxReader(bytes[...])
        var left = Self.mostBoxes
        self = try Self.read(try reader.next("jumb"), depth: Self.depth, left: &left)
        guard reader.isAtEnd, kind == .store, self.bytes == bytes else { throw ForeignBoxes() }
    }

    private static func read(
        _ payload: ArraySlice<UInt8>,
        depth: Int,
        left: inout Int
    ) throws(ForeignBoxes) -> SuperBox {
        guard depth > 0, left > 0 else { throw ForeignBoxes() }
        left -= 1
        var reader = BoxReader(payload)
        let (kind, label) = try described(try reader.next("jumd"))
        guard kind.holdsBoxes else {
            let content = Array(try reader.next("cbor"))
            guard reader.isAtEnd else { throw ForeignBoxes() }
            return SuperBox(kind, label, .cbor(content))
        }
        var boxes: [SuperBox] = []
        while !reader.isAtEnd {
            boxes.append(try read(try reader.next("jumb"), depth: depth - 1, left: &left))
        }
        return SuperBox(kind, label, .boxes(boxes))
    }

    private static func described(_ payload: ArraySlice<UInt8>) throws(ForeignBoxes) -> (Kind, String) {
        let kind = Kind.allCases.first { payload.starts(with: $0.identifier) }
        let rest = payload.dropFirst(16)
        guard let kind, rest.first == toggles, rest.last == 0,
            let label = String(validating: rest.dropFirst().dropLast(), as: UTF8.self),
            !label.utf8.contains(0)
        else { throw ForeignBoxes() }
        return (kind, label)
    }
}

/// Takes boxes off bytes from outside, one after the other.
struct BoxReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// The payload of the next box, which has to be of this type.
    mutating func next(_ type: String) throws(ForeignBoxes) -> ArraySlice<UInt8> {
        guard let length = rest.bigEndian(at: 0), length >= Box.headLength, length <= rest.count,
            rest.dropFirst(4).starts(with: type.utf8)
        else { throw ForeignBoxes() }
        defer { rest = rest.dropFirst(length) }
        return rest.prefix(length).dropFirst(Box.headLength)
    }
}
