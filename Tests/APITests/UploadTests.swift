import Foundation
import HTTPTypes
import HummingbirdTesting
import Imaging
import Kernel
import NIOCore
import TestSupport
import Testing

struct UploadTests {
    static let type = "multipart/form-data; boundary=b"

    @Test func `a first upload from our own page starts a visitor, whose pictures it brings`() async throws {
        try await APIUnderTest().run { browser in
            let body = Self.form([
                ("cat.jpg", try await .picture()), ("dog.png", try await .picture(as: .png)),
            ])
            let answer = try await browser.post("/api/images", body, as: Self.type)
            try #require(answer.status == .created, "\(String(buffer: answer.body))")
            let images = answer.object["data"] as? [[String: any Sendable]] ?? []
            #expect(images.map { $0["name"] as? String } == ["cat.jpg", "dog.png"])
            #expect(images.map { $0["format"] as? String } == ["jpeg", "png"])
            let owner = browser.keeping(answer)
            let listed = try await owner.send(.get, "/api/images").object["data"] as? [[String: any Sendable]]
            #expect(listed?.count == 2)
            #expect(listed?.allSatisfy { $0["uploaded"] as? Bool == true && $0["name"] == nil } == true)
        }
    }

    @Test func `a whole body may be one picture`() async throws {
        try await APIUnderTest().run { browser in
            let answer = try await browser.post("/api/images?use=mask", .picture(as: .png), as: "image/png")
            let images = answer.object["data"] as? [[String: any Sendable]] ?? []
            #expect(images.map { $0["kind"] as? String } == ["mask"])
            let listed = try await browser.keeping(answer).send(.get, "/api/images").object
            #expect((listed["data"] as? [any Sendable])?.isEmpty == true)
        }
    }

    @Test(arguments: [
        ("image/png", Data(), "file_missing"), ("image/png", Data("words".utf8), "image_unsupported"),
        ("application/json", Data("{}".utf8), "unsupported_media_type"),
        (type, Data("--b--".utf8), "file_missing"), (type, Data("nonsense".utf8), "malformed_body"),
        (type, form([("a.png", Data("words".utf8))]), "image_unsupported"),
        (type, form([(String, Data)](repeating: ("a.png", Data("x".utf8)), count: 15)), "too_many_files"),
        (type, form([("a.png", Data(count: 50_000_001))]), "file_too_large"),
        ("image/png", Data(count: 50_000_001), "file_too_large"),
    ])
    func `what cannot be taken is refused, and nobody is known by it`(
        type: String,
        body: Data,
        code: String
    ) async throws {
        try await APIUnderTest().run { browser in
            let answer = try await browser.post("/api/images", body, as: type)
            #expect(answer.code == code)
            #expect(answer.headers[.setCookie] == nil)
        }
    }

    @Test func `from elsewhere nobody becomes a visitor`() async throws {
        try await APIUnderTest().run { browser in
            let answer = try await browser.post(
                "/api/images",
                .picture(),
                as: "image/jpeg",
                site: "cross-site"
            )
            #expect(answer.code == "visitor_required")
        }
    }

    private static func form(_ files: [(String, Data)]) -> Data {
        files.reduce(into: Data()) { body, file in
            let disposition = "Content-Disposition: form-data; name=\"file\"; filename=\"\(file.0)\""
            body += Data("--b\r\n\(disposition)\r\n\r\n".utf8)
            body += file.1 + Data("\r\n".utf8)
        } + Data("--b--\r\n".utf8)
    }
}
