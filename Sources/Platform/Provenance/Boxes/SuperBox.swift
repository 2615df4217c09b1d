/// A JUMBF superbox (ISO 19566-5): what it is, its label, and what it holds.
struct SuperBox: Hashable {
    enum Kind: String, CaseIterable {
        case store = "c2pa"
        case manifest = "c2ma"
        case assertions = "c2as"
        case claim = "c2cl"
        case signature = "c2cs"
        case cbor
    }

    enum Content: Hashable {
        case boxes([SuperBox])
        /// One box of CBOR.
        case cbor([UInt8])
    }

    let kind: Kind
    let label: String
    let content: Content

    init(_ kind: Kind, _ label: String, _ content: Content) {
        self.kind = kind
        self.label = label
        self.content = content
    }

    var bytes: [UInt8] { Box(type: "jumb", payload: payload).bytes }

    /// Without the box's own head: what hashes of assertions are taken over.
    var payload: [UInt8] {
        let description = Box(type: "jumd", payload: kind.identifier + [Self.toggles] + label.utf8 + [0])
        return description.bytes + contentBytes
    }

    private var contentBytes: [UInt8] {
        switch content {
        case .boxes(let boxes): boxes.flatMap(\.bytes)
        case .cbor(let bytes): Box(type: "cbor", payload: bytes).bytes
        }
    }

    /// Requestable, with a label, without anything private.
    static let toggles: UInt8 = 0x03
}

extension SuperBox.Kind {
    /// The type's UUID: four characters and a fixed end.
    var identifier: [UInt8] {
        Array(rawValue.utf8) + [0x00, 0x11, 0x00, 0x10, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71]
    }

    var holdsBoxes: Bool { [.store, .manifest, .assertions].contains(self) }
}

/// A box: its length with the head's eight bytes, its type of four characters, and its payload.
struct Box: Hashable {
    static let headLength = 8

    let type: String
    let payload: [UInt8]

    var bytes: [UInt8] {
        UInt32(truncatingIfNeeded: payload.count + Self.headLength).bigEndianBytes + type.utf8 + payload
    }
}
