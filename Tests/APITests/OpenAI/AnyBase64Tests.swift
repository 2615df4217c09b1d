import Foundation
import Testing

@testable import API

struct AnyBase64Tests {
    private static let bytes = Data([0xFB, 0xFF, 0xBF, 0x01])

    @Test(arguments: [
        "+/+/AQ==", "-_-_AQ==", "+/+/AQ", "-_-_AQ", "data:image/png;base64,+/+/AQ==",
        "DATA:image/jpeg;BASE64,-_-_AQ", "data:;base64,+/+/AQ", "+/+/\r\nAQ==",
    ])
    func `both alphabets are read, padded or not, and as data URLs`(text: String) {
        #expect(AnyBase64.decode(text) == Self.bytes)
    }

    @Test(arguments: ["+/+/A", "data:image/png,abc", "data:image/png;base64", "é", "****", "data:"])
    func `anything else is none`(text: String) {
        #expect(AnyBase64.decode(text) == nil)
    }

    @Test(arguments: 0..<64)
    func `what is written is read, whatever its length`(length: Int) {
        let bytes = Data((0..<length).map { UInt8(truncatingIfNeeded: $0 * 89 + 7) })
        let text = bytes.base64EncodedString()
        let other = text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        #expect(AnyBase64.decode(text) == bytes)
        #expect(AnyBase64.decode(other) == bytes)
    }
}
