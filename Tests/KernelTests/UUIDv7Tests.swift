import Foundation
import Kernel
import Testing

struct UUIDv7Tests {
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `a text reads back as the id that wrote it`(stream: UInt64) throws {
        let id = UUIDv7.random(stream)
        #expect(UUIDv7(text: id.text) == id)
        #expect(UUIDv7(text: id.text.lowercased()) == id)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `bytes read back as the id that wrote them`(stream: UInt64) {
        let id = UUIDv7.random(stream)
        #expect(UUIDv7(bytes: id.bytes) == id)
        #expect(id.bytes.count == 16)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `texts and bytes sort as the ids do`(stream: UInt64) {
        let (one, other) = (UUIDv7.random(stream), UUIDv7.random(stream + 100))
        #expect((one.text < other.text) == (one < other))
        #expect(one.bytes.lexicographicallyPrecedes(other.bytes) == (one < other))
    }

    @Test(arguments: [
        (UInt64.min, UInt64.min, "00000000000000000000000000"),
        (UInt64.max, UInt64.max, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"),
        (0, 31, "0000000000000000000000000Z"),
        (1, 0, "0000000000000G000000000000"),
    ])
    func `the text is Crockford's base 32`(high: UInt64, low: UInt64, text: String) {
        #expect(UUIDv7(high: high, low: low).text == text)
        #expect(UUIDv7(text: text) == UUIDv7(high: high, low: low))
    }

    @Test(arguments: [
        "", "0", "0000000000000000000000000", "000000000000000000000000000", "80000000000000000000000000",
        "ZZZZZZZZZZZZZZZZZZZZZZZZZZ", "0000000000000000000000000I", "0000000000000000000000000L",
        "0000000000000000000000000O", "0000000000000000000000000U", "0000000000000-000000000000",
        " 0000000000000000000000000", "0000000000000000000000000\n", "0000000000000000000000000\0",
        "000000000000000000000000\u{17F}", "000000000000000000000000\u{DF}",
        "0000000000000000000000\u{FF11}0",
    ])
    func `every other text is refused`(text: String) {
        #expect(UUIDv7(text: text) == nil)
    }

    @Test(arguments: [0, 15, 17, 32])
    func `only sixteen bytes are an id`(count: Int) {
        #expect(UUIDv7(bytes: Data(count: count)) == nil)
    }

    @Test(arguments: [0, 1, 1_795_456_800_000, 281_474_976_710_655] as [Int64])
    func `an id tells when it was made`(milliseconds: Int64) {
        let id = UUIDv7(at: Timestamp(milliseconds: milliseconds), counter: 4_095, chance: .max)
        #expect(id.moment == Timestamp(milliseconds: milliseconds))
    }

    @Test func `version and variant are those of the standard`() {
        let id = UUIDv7(at: Timestamp(milliseconds: 1), counter: .max, chance: .max)
        #expect(id.high >> 12 & 0xF == 7)
        #expect(id.low >> 62 == 0b10)
    }
}

extension UUIDv7 {
    fileprivate static func random(_ stream: UInt64) -> UUIDv7 {
        var generator = SeededGenerator(Seed(clamping: 7), stream: stream)
        return UUIDv7(high: generator.next(), low: generator.next())
    }
}
