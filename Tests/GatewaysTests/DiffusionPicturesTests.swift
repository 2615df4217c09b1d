import Foundation
import Kernel
import Testing

@testable import Gateways

/// The pictures that go along with an order.
struct DiffusionPicturesTests {
    private let other = PixelSize(width: 128, height: 64)

    @Test func `pictures go as padded base64 of the standard alphabet`() throws {
        let bytes = DiffusionSupport.png() + Data([0xFB, 0xEF, 0xBE, 0xFF])
        let reference = GatewayOrder.Reference(bytes: bytes, format: .png, size: DiffusionSupport.size)
        let pictures = try DiffusionPictures(
            DiffusionSupport.order(references: [reference], mask: DiffusionSupport.png())
        )
        let text = try #require(pictures.references.first)
        #expect(text.count.isMultiple(of: 4))
        #expect(text.wholeMatch(of: /[A-Za-z0-9+\/]+={0,2}/) != nil)
        #expect(Data(base64Encoded: text) == bytes)
        #expect(pictures.mask.flatMap { Data(base64Encoded: $0) } == DiffusionSupport.png())
    }

    @Test func `a picture of another size is refused, and which it is`() throws {
        let order = try DiffusionSupport.order(
            references: [DiffusionSupport.reference(), DiffusionSupport.reference(other)]
        )
        let failure = #expect(throws: GatewayFailure.self) { try DiffusionPictures(order) }
        #expect(failure?.reason == .invalidRequest)
        #expect(failure?.reference == 1)
    }

    @Test(arguments: [
        DiffusionSupport.png(PixelSize(width: 128, height: 64)),
        DiffusionSupport.png().prefix(23),
        Data("not a picture, but long enough to be one".utf8),
        Data(),
    ])
    func `a mask that is no PNG of the size that is wanted is refused`(mask: Data) throws {
        let order = try DiffusionSupport.order(references: [DiffusionSupport.reference()], mask: mask)
        #expect(throws: GatewayFailure(.invalidRequest)) { try DiffusionPictures(order) }
    }

    @Test func `a mask without a picture is refused`() throws {
        let order = try DiffusionSupport.order(mask: DiffusionSupport.png())
        #expect(throws: GatewayFailure(.invalidRequest)) { try DiffusionPictures(order) }
    }

    @Test func `turns of a conversation are refused, not forgotten`() throws {
        let turn = GatewayOrder.Turn(speaker: .person, text: "bluer", pictures: [])
        let order = try DiffusionSupport.order(turns: [turn])
        #expect(throws: GatewayFailure(.invalidRequest)) { try DiffusionPictures(order) }
    }

    @Test(arguments: [
        ("cGljdHVyZQ==", true), ("data:image/png;base64,cGljdHVyZQ==", true), ("", false), ("data:", false),
        ("data:image/png;base64,", false), ("cGljdHVyZQ", false), ("cGlj-_Vy", false), ("pict ure", false),
    ])
    func `a server's base64 is read whole or not at all`(text: String, isPicture: Bool) {
        let bytes = try? GatewayFailure.bytes(of: text, GatewayReceipt())
        #expect(bytes == (isPicture ? DiffusionSupport.picture : nil))
    }
}
