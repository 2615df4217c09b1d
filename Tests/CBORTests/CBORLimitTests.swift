import CBOR
import TestSupport
import Testing

struct CBORLimitTests {
    @Test(arguments: [(3, true), (4, false)])
    func `items lie only so deep inside each other`(depth: Int, isRead: Bool) {
        let limits = CBORLimits(depth: 3)
        for opening: UInt8 in [0x81, 0xC1] {
            let bytes = Array(repeating: opening, count: depth) + [0]
            #expect(((try? CBOR(decoding: bytes, limits: limits)) != nil) == isRead)
        }
    }

    @Test func `a map as a key counts as depth too`() {
        let bytes = [UInt8](hex: "a1 a1 a1 00 00 00 00")
        #expect(throws: CBORError.tooDeep) { try CBOR(decoding: bytes, limits: CBORLimits(depth: 2)) }
    }

    @Test(arguments: [(10, true), (9, false)])
    func `there are only so many items in all`(items: Int, isRead: Bool) {
        let bytes = [UInt8](hex: "84 00 81 01 a1 02 03 82 04 05")
        #expect(((try? CBOR(decoding: bytes, limits: CBORLimits(items: items))) != nil) == isRead)
    }

    @Test func `the limits hold for all that a reader reads`() throws {
        var reader = try CBORReader([0, 0, 0], limits: CBORLimits(items: 2))
        _ = try (reader.read(), reader.read())
        #expect(throws: CBORError.tooManyItems) { try reader.read() }
    }

    @Test func `there are only so many bytes`() {
        #expect(throws: CBORError.tooLong) { try CBORReader([0x41, 0], limits: CBORLimits(bytes: 1)) }
    }

    @Test func `a great number of nested openings does not exhaust the stack`() {
        let bytes = Array(repeating: UInt8(0x81), count: 65_000)
        #expect(throws: CBORError.tooDeep) { try CBOR(decoding: bytes) }
    }
}
