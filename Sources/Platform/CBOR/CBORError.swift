/// Why bytes are not taken as CBOR.
package enum CBORError: Error, Hashable, Sendable {
    /// They end inside an item.
    case truncated
    /// Something follows the item.
    case trailingBytes
    /// There are more bytes than the limits allow.
    case tooLong
    /// Items lie deeper inside each other than the limits allow.
    case tooDeep
    /// There are more items than the limits allow.
    case tooManyItems
    /// A string, array or map without a stated length, which deterministic encoding forbids.
    case indefiniteLength
    /// A number or a length in more bytes than it needs, which deterministic encoding forbids.
    case notShortest
    /// A form that RFC 8949 leaves without a meaning.
    case reserved
    /// Text that is not UTF-8.
    case invalidText
    /// A map has a key twice.
    case duplicateKey
}

/// How much a reader takes before it refuses.
package struct CBORLimits: Hashable, Sendable {
    package var bytes: Int
    /// How many arrays, maps and tags may lie inside each other.
    package var depth: Int
    /// How many items there may be in all, keys and values counted each.
    package var items: Int

    package init(bytes: Int = 65_536, depth: Int = 16, items: Int = 4_096) {
        self.bytes = bytes
        self.depth = depth
        self.items = items
    }
}
