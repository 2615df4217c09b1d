import CBOR
import TestSupport
import Testing

struct CBORWritingTests {
    @Test(arguments: CBORReadingTests.canonical)
    func `an item is written as another implementation writes it canonically`(vector: CBORVectors.Vector) {
        #expect(vector.item.item.encoded.hex == vector.cbor)
    }

    /// Every example of RFC 8949's appendix A is in its shortest form, save the wide infinities and not-a-numbers.
    @Test(arguments: CBORReadingTests.examples)
    func `the standard's examples are written as they stand`(vector: CBORVectors.Vector) {
        let wide = ["7f800000": "f97c00", "ff800000": "f9fc00", "7fc00000": "f97e00"]
        let wider = [
            "7ff0000000000000": "f97c00", "fff0000000000000": "f9fc00", "7ff8000000000000": "f97e00",
        ]
        let digits = String(vector.cbor.dropFirst(2))
        #expect(vector.item.item.encoded.hex == wide[digits] ?? wider[digits] ?? vector.cbor)
    }

    /// The order that RFC 8949 gives as its example in section 4.2.1.
    @Test func `a map is written in the order of its encoded keys`() {
        let map: CBOR = [
            false: 0, [-1]: 0, [100]: 0, "aa": 0, "z": 0, -1: 0, 100: 0, 10: 0,
        ]
        #expect(
            map.encoded.hex == "a8" + "0a00" + "186400" + "2000" + "617a00" + "62616100" + "81186400"
                + "812000" + "f400"
        )
    }

    @Test func `the order of writing down does not count`() {
        let one: CBOR = [1: "a", "b": [2: 3, 4: 5]]
        let other: CBOR = ["b": [4: 5, 2: 3], 1: "a"]
        #expect(one == other)
        #expect(one.encoded == other.encoded)
        #expect(one.map?.keys == [1, "b"])
    }

    @Test(
        arguments: [
            (Int.max, "1b7fffffffffffffff"), (.min, "3b7fffffffffffffff"), (0, "00"), (-1, "20"), (23, "17"),
            (24, "1818"), (255, "18ff"), (256, "190100"), (65_535, "19ffff"), (65_536, "1a00010000"),
            (-24, "37"), (-25, "3818"), (-256, "38ff"), (-257, "390100"),
        ] as [(Int, String)]
    )
    func `whole numbers come back`(number: Int, text: String) throws {
        #expect(CBOR(number).encoded.hex == text)
        #expect(try CBOR(decoding: [UInt8](hex: text)).integer == number)
    }

    @Test func `a number past Int is no Int`() {
        #expect(CBOR.unsigned(UInt64(Int.max) + 1).integer == nil)
        #expect(CBOR.negative(UInt64(Int.max) + 1).integer == nil)
    }

    @Test func `an item is of one kind only`() {
        let items: [CBOR] = [1, .bytes([1]), "1", [1], [1: 1]]
        #expect(items.map { $0.integer != nil } == [true, false, false, false, false])
        #expect(items.map { $0.bytes != nil } == [false, true, false, false, false])
        #expect(items.map { $0.text != nil } == [false, false, true, false, false])
        #expect(items.map { $0.array != nil } == [false, false, false, true, false])
        #expect(items.map { $0.map != nil } == [false, false, false, false, true])
    }
}
