import FoundationEssentials

extension KeyedDecodingContainer {
    /// A member, or nil where it is missing, null or of another kind.
    func lenient<Value: Decodable>(_ key: Key) -> Value? {
        try? decodeIfPresent(Value.self, forKey: key)
    }

    /// The elements of a list that are what they should be; none where it is no list.
    func list<Element: Decodable>(_ key: Key) -> [Element] {
        let elements: [Lenient<Element>]? = lenient(key)
        return elements?.compactMap(\.value) ?? []
    }
}

private struct Lenient<Value: Decodable>: Decodable {
    let value: Value?

    init(from decoder: any Decoder) throws {
        value = try? Value(from: decoder)
    }
}
