import Foundation

/// Makes a value of any type that can be decoded, to learn its members without naming them.
///
/// `isFull` gives optional members a value; else they are absent. A list gets one item, a dictionary one pair.
struct Skeleton: Decoder {
    let isFull: Bool
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    static func of<Value: Decodable>(_ type: Value.Type, isFull: Bool) throws -> Value {
        try Skeleton(isFull: isFull).make(type)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Members(skeleton: self))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer { Items(skeleton: self) }

    func singleValueContainer() -> any SingleValueDecodingContainer { One(skeleton: self) }

    fileprivate func make<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let simple: Any? =
            switch type {
            case is String.Type: "word"
            case is Bool.Type: true
            case is Int.Type: 1
            case is Double.Type: 0.5
            default: nil
            }
        return try simple as? Value ?? Value(from: self)
    }

    private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let skeleton: Skeleton
        let codingPath: [any CodingKey] = []
        /// A dictionary's one pair; other types ask by name.
        var allKeys: [Key] { Key(stringValue: "name").map { [$0] } ?? [] }

        func contains(_ key: Key) -> Bool { skeleton.isFull }
        func decodeNil(forKey key: Key) -> Bool { false }
        func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
            try skeleton.make(type)
        }
        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type,
            forKey key: Key
        ) -> KeyedDecodingContainer<Nested> { skeleton.container(keyedBy: type) }
        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer {
            skeleton.unkeyedContainer()
        }
        func superDecoder() -> any Decoder { skeleton }
        func superDecoder(forKey key: Key) -> any Decoder { skeleton }
    }

    private struct Items: UnkeyedDecodingContainer {
        let skeleton: Skeleton
        let codingPath: [any CodingKey] = []
        let count: Int? = 1
        var currentIndex = 0
        var isAtEnd: Bool { currentIndex == 1 }

        init(skeleton: Skeleton) {
            self.skeleton = skeleton
        }

        mutating func decodeNil() -> Bool { false }
        mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            currentIndex = 1
            return try skeleton.make(type)
        }
        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type
        ) -> KeyedDecodingContainer<Nested> { skeleton.container(keyedBy: type) }
        mutating func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer { skeleton.unkeyedContainer() }
        mutating func superDecoder() -> any Decoder { skeleton }
    }

    private struct One: SingleValueDecodingContainer {
        let skeleton: Skeleton
        let codingPath: [any CodingKey] = []

        func decodeNil() -> Bool { !skeleton.isFull }
        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try skeleton.make(type) }
    }
}
