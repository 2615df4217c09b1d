/// A map whose keys occur once each, in the order of their encodings.
package struct CBORMap: Sendable {
    /// By the key's deterministic encoding, which is what makes two keys the same.
    private var pairs: [[UInt8]: (key: CBOR, value: CBOR)] = [:]

    package init() {}

    package var count: Int { pairs.count }

    package var keys: [CBOR] { sorted.map(\.key) }

    package subscript(key: CBOR) -> CBOR? {
        get { pairs[key.encoded]?.value }
        set { pairs[key.encoded] = newValue.map { (key, $0) } }
    }

    /// Adds a pair, unless its key is there already.
    mutating func insert(_ value: CBOR, for key: CBOR) -> Bool {
        let place = key.encoded
        guard pairs[place] == nil else { return false }
        pairs[place] = (key, value)
        return true
    }

    /// Bytewise lexicographic by encoded key (RFC 8949, section 4.2.1).
    var encodedPairs: [(key: [UInt8], value: CBOR)] {
        pairs.map { ($0.key, $0.value.value) }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    }

    private var sorted: [(key: CBOR, value: CBOR)] {
        pairs.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }
}
