import HTTPTypes
import HummingbirdTesting
import Kernel
import NIOCore
import TestSupport
import Testing

struct ImageTests {
    @Test func `the list shows one's own pictures, newest first, page by page`() async throws {
        try await APIUnderTest().run { browser in
            let (_, owner) = try await browser.make(#"{"prompt":"x","model":"free","n":4}"#)
            let first = try await owner.send(.get, "/api/images?limit=2").object
            let cursor = try #require(first["next_cursor"] as? String)
            let second = try await owner.send(.get, "/api/images?limit=2&cursor=\(cursor)").object
            let ids = [first, second].flatMap { page in
                (page["data"] as? [[String: any Sendable]] ?? []).compactMap { $0["index"] as? Int }
            }
            #expect(ids == [3, 2, 1, 0])
            #expect(!(second["next_cursor"] is String))
        }
    }

    @Test(arguments: [
        ("boat", 1), ("BOAT lake", 1), ("%E8%B2%93", 1), ("dog", 0), ("boat%20cat", 0), ("%20", 2),
    ])
    func `search finds prompts that hold all the words`(words: String, count: Int) async throws {
        try await APIUnderTest().run { browser in
            let (_, owner) = try await browser.make(#"{"prompt":"a boat on a lake","model":"free"}"#)
            _ = try await owner.make(#"{"prompt":"月下的貓","model":"free"}"#)
            let query = words.replacing(" ", with: "+")
            let found = try await owner.send(.get, "/api/images?q=\(query)").object["data"] as? [any Sendable]
            #expect(found?.count == count)
        }
    }

    @Test(arguments: ["limit=0", "limit=101", "limit=x", "cursor=job_1", "limit=1&limit=2"])
    func `a malformed parameter is named`(query: String) async throws {
        try await APIUnderTest().run { browser in
            let answer = try await browser.send(.get, "/api/images?\(query)")
            #expect(answer.code == "malformed_parameter")
        }
    }

    @Test(arguments: [
        ("?w=320", "image/webp"), ("?format=jpeg", "image/jpeg"), ("?format=webp", "image/webp"),
        ("?w=160&format=png", "image/png"), ("", "image/png"), ("?w=99999", "image/png"),
    ])
    func `a picture comes in the width and format asked for`(query: String, type: String) async throws {
        try await APIUnderTest().run { browser in
            let (job, owner) = try await browser.make(#"{"prompt":"x","model":"free"}"#)
            let url = try #require((job["images"] as? [[String: any Sendable]])?.first?["url"] as? String)
            let answer = try await owner.send(.get, url + query)
            if query == "?w=99999" {
                #expect(answer.code == "malformed_parameter")
            } else {
                #expect(answer.headers[.contentType] == type)
                #expect(answer.body.readableBytes > 20)
            }
        }
    }

    @Test func `a deleted picture is gone`() async throws {
        try await APIUnderTest().run { browser in
            let (job, owner) = try await browser.make(#"{"prompt":"x","model":"free"}"#)
            let id = try #require((job["images"] as? [[String: any Sendable]])?.first?["id"] as? String)
            #expect(try await owner.send(.delete, "/api/images/\(id)").status == .noContent)
            #expect(try await owner.send(.get, "/api/images/\(id)").code == "not_found")
            #expect(try await owner.send(.delete, "/api/images/\(id)").code == "not_found")
        }
    }

    @Test func `whoever has made nothing gets an empty list and no cookie`() async throws {
        try await APIUnderTest().run { browser in
            let answer = try await browser.send(.get, "/api/images")
            #expect(answer.status == .ok)
            #expect((answer.object["data"] as? [any Sendable])?.isEmpty == true)
            #expect(answer.headers[.setCookie] == nil)
        }
    }
}
