import Kernel
import TestSupport
import Testing

@testable import Provenance

struct BoxTests {
    @Test func `a store begins with the bytes that every reader expects`() {
        let store = SuperBox(.store, "c2pa", .boxes([]))
        #expect(store.payload.hex == "0000001e6a756d6463327061001100108000" + "00aa00389b71036332706100")
    }

    @Test func `a box that was written reads as itself`() throws {
        let store = SuperBox(
            .store,
            "c2pa",
            .boxes([SuperBox(.manifest, "urn:c2pa:x", .boxes([SuperBox(.claim, "c", .cbor([1, 2, 3]))]))])
        )
        #expect(try SuperBox(readingStore: store.bytes) == store)
    }

    @Test func `boxes deeper than ours are refused`() {
        var box = SuperBox(.claim, "c", .cbor([]))
        for _ in 0..<5 { box = SuperBox(.store, "c2pa", .boxes([box])) }
        #expect(throws: ForeignBoxes.self) { try SuperBox(readingStore: box.bytes) }
    }

    @Test func `more boxes than ours are refused`() {
        let box = SuperBox(.claim, "c", .cbor([]))
        let store = SuperBox(.store, "c2pa", .boxes([SuperBox](repeating: box, count: 1_000)))
        #expect(throws: ForeignBoxes.self) { try SuperBox(readingStore: store.bytes) }
    }

    @Test func `random bytes are no store`() {
        let randomness = Randomness.seeded(77)
        for length in 0..<2_000 {
            #expect(throws: ForeignBoxes.self) {
                try SuperBox(readingStore: randomness.bytes(length % 300))
            }
        }
    }
}
