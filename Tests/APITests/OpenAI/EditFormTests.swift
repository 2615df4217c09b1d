import Blobs
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Studio
import Testing

@testable import API

struct EditFormTests {
    private static let request = Request(
        head: HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/v1/images/edits"),
        body: RequestBody(buffer: ByteBuffer())
    )

    private static func body(_ parts: [(head: String, bytes: String)], boundary: String = "B") -> Data {
        let text = parts.map {
            "--\(boundary)\r\nContent-Disposition: form-data; \($0.head)\r\n\r\n\($0.bytes)\r\n"
        }
        return Data((text.joined() + "--\(boundary)--\r\n").utf8)
    }

    private static let parts = [
        ("name=\"prompt\"", "replace the sky"), ("name=\"n\"", "1"),
        ("name=\"image[]\"; filename=\"a.png\"", "first"), ("name=\"image[]\"; filename=\"b.png\"", "second"),
        ("name=\"mask\"; filename=\"m.png\"", "mask"),
    ]

    private static func read(
        _ body: Data,
        boundary: String = "B",
        pieces: Int = .max
    ) async throws -> (wish: ImagesWish, attempt: OrderAttempt) {
        let form = try EditForm(
            contentType: "multipart/form-data; boundary=\(boundary)",
            spool: Spool(inMemory: .system),
            fingerprint: RequestFingerprint(request, key: nil)
        )
        var rest = body[...]
        while !rest.isEmpty {
            let piece = rest.prefix(min(pieces, rest.count))
            try await form.take(Data(piece))
            rest = rest.dropFirst(piece.count)
        }
        let (wish, fingerprint) = try await form.finish()
        return (wish, fingerprint.attempt(of: request))
    }

    @Test(arguments: [1, 2, 3, 7, 64, Int.max])
    func `however it is split, a form is the same`(pieces: Int) async throws {
        let (wish, attempt) = try await Self.read(Self.body(Self.parts), pieces: pieces)
        #expect(wish.order.prompt == "replace the sky")
        #expect(wish.order.pictures.count == 2)
        #expect(wish.order.mask != nil)
        #expect(try await attempt == Self.read(Self.body(Self.parts)).attempt)
    }

    @Test func `another boundary is the same request, and another byte is another one`() async throws {
        let first = try await Self.read(Self.body(Self.parts)).attempt
        let again = try await Self.read(Self.body(Self.parts, boundary: "another"), boundary: "another")
            .attempt
        var parts = Self.parts
        parts[3].1 = "Second"
        #expect(again == first)
        #expect(try await Self.read(Self.body(parts)).attempt != first)
    }

    @Test func `cut anywhere, a form is refused`() async throws {
        let body = Self.body(Self.parts)
        for length in 0..<(body.count - 4) {
            await #expect(throws: Problem.self) { try await Self.read(body.prefix(length)) }
        }
    }

    @Test(arguments: [
        ([("name=\"image\"; filename=\"a.png\"", "x")], "prompt"), ([("name=\"prompt\"", "a")], "image"),
        ([("name=\"prompt\"", "a"), ("name=\"markup\"; filename=\"a.png\"", "x")], "markup"),
        (
            [
                ("name=\"prompt\"", "a"), ("name=\"mask\"; filename=\"a\"", "x"),
                ("name=\"mask\"; filename=\"a\"", "x"),
            ], "mask"
        ),
        ([("name=\"prompt\"", "a"), ("name=\"image\"; filename=\"a.png\"", "")], "image"),
    ])
    func `a part that is missing or too many is named`(
        parts: [(String, String)],
        field: String
    ) async throws {
        let problem = await #expect(throws: Problem.self) { try await Self.read(Self.body(parts)) }
        #expect(problem?.field == field)
    }

    @Test func `a long prompt fits, and more than any does not`() async throws {
        let long = String(repeating: "猫", count: 32_000)
        let picture = ("name=\"image\"; filename=\"a.png\"", "x")
        #expect(
            try await Self.read(Self.body([("name=\"prompt\"", long), picture])).wish.order.prompt == long
        )
        let endless = String(repeating: "a", count: 600_000)
        await #expect(throws: Problem(.bodyTooLarge, ["limit": "512"])) {
            try await Self.read(Self.body([("name=\"prompt\"", endless), picture]))
        }
    }
}
