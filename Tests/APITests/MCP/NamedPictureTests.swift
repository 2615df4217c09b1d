import Foundation
import Kernel
import TestSupport
import Testing
import Wire

@testable import API

/// How callers name pictures.
struct NamedPictureTests {
    private static let id = ImageID.sample(7).text
    private static let base = "http://localhost:8080"
    private static let bytes = Data((0..<100).map { UInt8(truncatingIfNeeded: $0 * 37) })

    private func read(_ part: JSONPart) throws -> NamedPicture {
        try NamedPicture(part, at: "images[0]", base: Self.base)
    }

    @Test(
        arguments: [
            .text(NamedPictureTests.id), .text("nbp://images/\(NamedPictureTests.id)"),
            .text("\(NamedPictureTests.base)/api/images/\(NamedPictureTests.id)/file?w=320"),
            .object(["type": .text("resource_link"), "uri": .text("nbp://images/\(NamedPictureTests.id)")]),
            .object(["id": .text(NamedPictureTests.id)]),
        ] as [JSONPart]
    )
    func `an id, a link and a link's object name a picture that is here`(part: JSONPart) throws {
        let id = try #require(ImageID(NamedPictureTests.id))
        #expect(try read(part) == .stored(id))
    }

    @Test func `bytes are taken in both alphabets, with padding and without, and as data addresses`() throws {
        let plain = Self.bytes.base64EncodedString()
        let other = plain.replacing("+", with: "-").replacing("/", with: "_")
        let bare = String(plain.prefix { $0 != "=" })
        for text in [plain, other, bare, "data:image/png;base64,\(plain)", "data:;base64,\(bare)"] {
            #expect(try read(.text(text)) == .bytes(Self.bytes))
        }
        let content: [String: JSONPart] = ["type": .text("image"), "data": .text(plain)]
        #expect(try read(.object(content)) == .bytes(Self.bytes))
    }

    @Test(
        arguments: [
            .text(""), .text("img_1"), .text("nbp://images/"), .text("nbp://images/img_1"),
            .text("http://elsewhere.example/api/images/\(ImageID.sample(7).text)/file"),
            .text("data:image/png,abc"),
            .text("data:image/png;base64,"), .text(String(repeating: "!", count: 80)), .number(1), .null,
            .object([:]), .object(["data": .number(1)]),
        ] as [JSONPart]
    )
    func `what names no picture is refused at its place`(part: JSONPart) {
        let problem = #expect(throws: Problem.self) { try read(part) }
        #expect(problem?.field == "images[0]")
    }
}
