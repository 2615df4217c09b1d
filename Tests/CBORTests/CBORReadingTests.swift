import CBOR
import TestSupport
import Testing

struct CBORReadingTests {
    static let vectors = Result { try Fixture.read("cbor", as: CBORVectors.self) }
    static var examples: [CBORVectors.Vector] { (try? vectors.get().appendixA) ?? [] }
    static var canonical: [CBORVectors.Vector] { (try? vectors.get().canonical) ?? [] }
    static var indefinite: [String] { (try? vectors.get().indefinite) ?? [] }

    @Test func `the vectors are there`() throws {
        let vectors = try Self.vectors.get()
        #expect(vectors.appendixA.count == 70)
        #expect(vectors.indefinite.count == 11)
        #expect(vectors.canonical.count == 200)
    }

    @Test(arguments: examples + canonical)
    func `what another implementation reads is read alike`(vector: CBORVectors.Vector) throws {
        #expect(try CBOR(decoding: [UInt8](hex: vector.cbor)) == vector.item.item)
    }

    @Test(arguments: indefinite)
    func `nothing without a stated length is read`(text: String) {
        #expect(throws: CBORError.indefiniteLength) { try CBOR(decoding: [UInt8](hex: text)) }
    }

    @Test(arguments: [
        ("", CBORError.truncated), ("18", .truncated), ("1901", .truncated), ("4201", .truncated),
        ("8101 00", .trailingBytes), ("82 01", .truncated), ("a1 01", .truncated), ("c1", .truncated),
        ("f9 00", .truncated), ("5b ffffffffffffffff", .truncated), ("9b 7fffffffffffffff", .truncated),
        ("bb 00000001 00000000", .truncated),
        ("1817", .notShortest), ("1900ff", .notShortest), ("1a0000ffff", .notShortest),
        ("1b00000000ffffffff", .notShortest), ("5801 00", .notShortest), ("7800", .notShortest),
        ("9800", .notShortest), ("b800", .notShortest), ("d801 00", .notShortest), ("f800", .notShortest),
        ("f81f", .notShortest),
        ("1c", .reserved), ("1d", .reserved), ("1e", .reserved), ("fc", .reserved), ("fd", .reserved),
        ("fe", .reserved), ("1f", .indefiniteLength), ("df00", .indefiniteLength), ("ff", .indefiniteLength),
        ("61 ff", .invalidText), ("62 c080", .invalidText), ("63 eda080", .invalidText),
        ("a2 0100 0101", .duplicateKey), ("a2 6161 00 6161 00", .duplicateKey),
        ("a2 f93c00 00 fa3f800000 00", .duplicateKey), ("a2 a2 0101 0202 00 a2 0202 0101 00", .duplicateKey),
        ("a2 f97e00 00 f97e00 00", .duplicateKey),
    ])
    func `what is not strict CBOR is refused by its name`(text: String, error: CBORError) {
        #expect(throws: error) { try CBOR(decoding: [UInt8](hex: text)) }
    }

    @Test func `keys that only look alike are two keys`() throws {
        // é in one scalar, and as e with an accent.
        let map = try #require(try CBOR(decoding: [UInt8](hex: "a2 62c3a9 01 6365cc81 02")).map)
        #expect(map["\u{E9}"] == 1)
        #expect(map["e\u{301}"] == 2)
    }

    @Test func `a reader reads one item after the other`() throws {
        var reader = try CBORReader([UInt8](hex: "01 8102 60"))
        #expect(try reader.read() == 1)
        #expect(reader.position == 1)
        #expect(try reader.read() == [2])
        #expect(!reader.isAtEnd)
        #expect(try reader.read() == "")
        #expect(reader.isAtEnd)
        #expect(throws: CBORError.truncated) { try reader.read() }
    }
}
