import CBOR
import FoundationEssentials
import Imaging
import Testing

@testable import Provenance

struct LayoutTests {
    @Test(arguments: [24, 256, 65_536])
    func `a length that tells itself settles around every jump of CBOR`(jump: Int) {
        for base in max(jump - 12, 0)...jump + 12 {
            func measure(_ told: Int) -> Int { base + CBOR(told).encoded.count }
            let length = Layout.length(measure)
            #expect(length == measure(length))
        }
    }

    @Test(arguments: [24, 256, 65_536])
    func `a manifest may begin at every jump of CBOR`(jump: Int) async throws {
        let provenance = try Workshop.installation()
        for place in jump - 3...jump + 3 {
            let signed = try await provenance.signed(Self.jpeg(of: place), made: .sample())
            #expect(await provenance.judge(signed).standing == .madeHere)
        }
    }

    @Test(arguments: [1, 2, 14, 64])
    func `a manifest is longer than one segment where there are many ingredients`(count: Int) async throws {
        let workshop = try Workshop()
        let origin = try Origin.sample("compositeCapture", .composed(of: count))
        let judgement = await workshop.provenance.judge(
            try await workshop.signed(.jpeg(quality: 80), origin)
        )
        #expect(judgement.standing == .madeHere)
        #expect(judgement.act == .composed(of: count))
    }

    @Test func `a store of 150,000 bytes goes into three segments, each with the store's head`() throws {
        let store = SuperBox(
            .store,
            "c2pa",
            .boxes([SuperBox(.claim, "c", .cbor([UInt8](repeating: 7, count: 150_000)))])
        )
        let embedding = JPEGCarrier.embedding(store.bytes)
        let file = Data([0xFF, 0xD8]) + embedding + Data([0xFF, 0xD9])
        let found = try #require(JPEGCarrier(file)?.pieces.stores.first)
        #expect(found.bytes == store.bytes)
        #expect(found.range == 2..<2 + embedding.count)
        #expect(embedding.count == store.bytes.count + 3 * 12 + 2 * 8)
    }

    /// A file whose manifest begins at `place`.
    private static func jpeg(of place: Int) -> Data {
        let content = Data(repeating: 0, count: place - 6)
        let length = UInt16(content.count + 2).bigEndianBytes
        return Data([0xFF, 0xD8, 0xFF, 0xE0] + length) + content + Data([0xFF, 0xD9])
    }
}
