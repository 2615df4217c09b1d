import CBOR

/// A superbox that somebody else wrote, read as far as it has to be understood.
struct ForeignBox {
    private static let longestLabel = 256
    private static let mostBoxes = 256
    /// In a description's toggles: a label follows.
    private static let hasLabel: UInt8 = 0x02
    /// Claims list their assertions, and signatures hold certificates and time stamps.
    private static let limits = CBORLimits(bytes: 1 << 18)

    /// Nil for a kind that we do not write.
    let kind: SuperBox.Kind?
    let label: String
    /// Without the box's own head: what hashes are taken over.
    let payload: [UInt8]
    private let content: BoxReader

    init(payload: ArraySlice<UInt8>) throws(ForeignBoxes) {
        var reader = BoxReader(payload)
        let description = try reader.next("jumd")
        let named = description.dropFirst(16)
        let text = named.dropFirst().prefix(Self.longestLabel + 1).prefix { $0 != 0 }
        guard let toggles = named.first, toggles & Self.hasLabel != 0, !text.isEmpty,
            text.count <= Self.longestLabel, let label = String(validating: text, as: UTF8.self)
        else { throw ForeignBoxes() }
        kind = SuperBox.Kind.allCases.first { description.starts(with: $0.identifier) }
        self.label = label
        self.payload = Array(payload)
        content = reader
    }

    /// The superboxes in it.
    func boxes() throws(ForeignBoxes) -> [ForeignBox] {
        var (reader, boxes) = (content, [ForeignBox]())
        while !reader.isAtEnd {
            guard boxes.count < Self.mostBoxes else { throw ForeignBoxes() }
            boxes.append(try ForeignBox(payload: reader.next("jumb")))
        }
        return boxes
    }

    /// The bytes of the CBOR in it.
    func cborBytes() throws(ForeignBoxes) -> [UInt8] {
        var reader = content
        return Array(try reader.next("cbor"))
    }

    /// The CBOR in it; nil for anything else.
    var cbor: CBOR? {
        guard let bytes = try? cborBytes() else { return nil }
        return try? CBOR(decoding: bytes, limits: Self.limits)
    }
}
