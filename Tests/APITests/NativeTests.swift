import Foundation
import HTTPKit
import HTTPTypes
import HummingbirdTesting
import Kernel
import NIOCore
import Store
import TestSupport
import Testing

@testable import API

/// Lists of jobs, waiting, repeated requests, entity tags and usage.
struct NativeTests {
    @Test func `jobs are listed newest first, a page at a time`() async throws {
        try await APIUnderTest().run { browser in
            let owner = try await browser.make(#"{"prompt":"first","model":"free"}"#).owner
            for prompt in ["second", "third"] {
                _ = try await owner.make(#"{"prompt":"\#(prompt)","model":"free"}"#)
            }
            let page = try await owner.send(.get, "/api/jobs?limit=2").object
            #expect(Self.prompts(page) == ["third", "second"])
            let cursor = try #require(page["next_cursor"] as? String)
            let rest = try await owner.send(.get, "/api/jobs?limit=2&cursor=\(cursor)").object
            #expect(Self.prompts(rest) == ["first"])
            #expect(rest["next_cursor"] is NSNull)
            let other = try await browser.stranger.send(.get, "/api/jobs").object
            #expect(Self.prompts(other) == [])
        }
    }

    @Test(arguments: [
        ("status=succeeded", 1), ("status=failed", 0), ("task=generate", 1), ("task=edit", 0),
        ("task=upload", 0), ("model=free", 1), ("model=other", 0),
        ("key=key_06F8Z0Q9V8Y3M5K2T7R4W1X6C9", 0), ("made_after=2020-01-01T00:00:00Z", 1),
        ("made_after=2099-01-01T00:00:00.5Z", 0), ("status=succeeded&model=free&task=generate", 1),
    ])
    func `a filter leaves the jobs that pass it`(query: String, count: Int) async throws {
        try await APIUnderTest().run { browser in
            let owner = try await browser.make(#"{"prompt":"x","model":"free"}"#).owner
            let page = try await owner.send(.get, "/api/jobs?\(query)").object
            #expect(Self.prompts(page).count == count)
        }
    }

    @Test(arguments: ["status=done", "task=paint", "key=img_1", "made_after=today", "limit=0", "cursor=x"])
    func `a filter that cannot be read is refused`(query: String) async throws {
        try await APIUnderTest().run { browser in
            let answer = try await browser.send(.get, "/api/jobs?\(query)")
            #expect(answer.code == "malformed_parameter")
        }
    }

    @Test func `whoever prefers to wait gets the job that has ended`() async throws {
        try await APIUnderTest().run { browser in
            let prefer: HTTPFields = [.prefer: "respond-async, wait=60"]
            let body = #"{"prompt":"x","model":"free"}"#
            let answer = try await browser.send(.post, "/api/jobs", json: body, headers: prefer)
            #expect(answer.status == .ok)
            #expect(answer.headers[.preferenceApplied] == "wait=60")
            #expect(answer.object["status"] as? String == "succeeded")
            let owner = browser.keeping(answer)
            let again = try await owner.send(
                .get,
                try #require(answer.headers[.location]),
                headers: [.prefer: "wait=1"]
            )
            #expect(again.headers[.preferenceApplied] == "wait=1")
        }
    }

    @Test(arguments: [nil, "wait", "wait=0", "wait=-1", "wait=soon", "return=minimal"])
    func `a preference that says no time has nobody wait`(preference: String?) {
        var fields = HTTPFields()
        fields[.prefer] = preference
        #expect(Patience(fields) == nil)
    }

    @Test(arguments: [
        ("wait=5", 5), ("WAIT = 7", 7), ("wait=\"9\"; x=1", 9), ("wait=600", 60), ("a=b, wait=3", 3),
    ])
    func `nobody waits for longer than a minute`(preference: String, seconds: Int) {
        #expect(Patience([.prefer: preference])?.seconds == seconds)
    }

    @Test func `a repeated request makes nothing and gets the same answer`() async throws {
        try await APIUnderTest().run { browser in
            let owner = try await browser.make(#"{"prompt":"x","model":"free"}"#).owner
            let key: HTTPFields = [.idempotencyKey: "c1"]
            func make(_ name: String) async throws -> TestResponse {
                try await owner.send(.post, "/api/collections", json: #"{"name":"\#(name)"}"#, headers: key)
            }
            let first = try await make("Cats")
            let again = try await make("Cats")
            #expect((first.status, again.status) == (.created, .created))
            #expect(first.headers[.location] == again.headers[.location])
            #expect(first.body == again.body)
            #expect(try await make("Dogs").code == "idempotency_key_reused")
            let all = try await owner.send(.get, "/api/collections").object
            #expect((all["data"] as? [any Sendable])?.count == 1)
        }
    }

    @Test func `what was refused is tried again under the same key`() async throws {
        try await APIUnderTest().run { browser in
            let owner = try await browser.make(#"{"prompt":"x","model":"free"}"#).owner
            let key: HTTPFields = [.idempotencyKey: "c2"]
            let refused = try await owner.send(.post, "/api/collections", json: #"{"name":""}"#, headers: key)
            #expect(refused.code == "name_malformed")
            let made = try await owner.send(
                .post,
                "/api/collections",
                json: #"{"name":"Cats"}"#,
                headers: key
            )
            #expect(made.status == .created)
        }
    }

    @Test func `repeated at the same time, a request makes one thing`() async throws {
        try await APIUnderTest().run { browser in
            let owner = try await browser.make(#"{"prompt":"x","model":"free"}"#).owner
            try await withThrowingTaskGroup { group in
                for _ in 0..<5 {
                    group.addTask {
                        _ = try await owner.send(
                            .post,
                            "/api/collections",
                            json: #"{"name":"Cats"}"#,
                            headers: [.idempotencyKey: "c3"]
                        )
                    }
                }
                try await group.waitForAll()
            }
            let all = try await owner.send(.get, "/api/collections").object
            #expect((all["data"] as? [any Sendable])?.count == 1)
        }
    }

    @Test func `a remembered answer is stored sealed`() async throws {
        let api = try await APIUnderTest()
        try await api.run { browser in
            let owner = try await browser.make(#"{"prompt":"x","model":"free"}"#).owner
            let answer = try await owner.send(
                .post,
                "/api/collections",
                json: #"{"name":"Xylophone"}"#,
                headers: [.idempotencyKey: "c4"]
            )
            #expect(answer.status == .created)
        }
        let stored = try await api.installation.store.read { tx in
            try tx.first("SELECT answer FROM studio_answer") { try $0.get("answer") as Data }
        }
        #expect(try #require(stored).range(of: Data("Xylophone".utf8)) == nil)
    }

    @Test(arguments: ["/api/models", "/api/models/free", "/api/presets", "/api/designs", "/api/fonts"])
    func `what everybody may know is not sent twice`(path: String) async throws {
        try await APIUnderTest().run { browser in
            let first = try await browser.send(.get, path)
            let tag = try #require(first.headers[.eTag])
            let again = try await browser.send(.get, path, headers: [.ifNoneMatch: tag])
            #expect(again.status == .notModified && again.body.readableBytes == 0)
            #expect(first.headers[.cacheControl] == "private, no-cache")
        }
    }

    @Test func `a job that has not changed is not sent twice, and no cache keeps it`() async throws {
        try await APIUnderTest().run { browser in
            let (job, owner) = try await browser.make(#"{"prompt":"x","model":"free"}"#)
            let path = "/api/jobs/\(try #require(job["id"] as? String))"
            let first = try await owner.send(.get, path)
            #expect(first.headers[.cacheControl] == "no-store")
            let again = try await owner.send(.get, path, headers: [.ifNoneMatch: first.headers[.eTag] ?? ""])
            #expect(again.status == .notModified)
        }
    }

    @Test func `a model that there is not is refused by name`() async throws {
        try await APIUnderTest().run { browser in
            let answer = try await browser.send(.get, "/api/models/nothing")
            #expect(answer.code == "model_unknown")
        }
    }

    @Test func `usage tells pictures by model`() async throws {
        try await APIUnderTest().run { browser in
            let owner = try await browser.make(#"{"prompt":"x","model":"free","n":2}"#).owner
            let usage = try await owner.send(.get, "/api/usage").object
            #expect((usage["today"] as? [String: any Sendable])?["images"] as? Int == 2)
            let models = usage["by_model"] as? [[String: any Sendable]] ?? []
            #expect(models.map { $0["model"] as? String } == ["free"])
            #expect(try await browser.stranger.send(.get, "/api/usage").code == "not_found")
        }
    }

    private static func prompts(_ page: [String: any Sendable]) -> [String] {
        (page["data"] as? [[String: any Sendable]] ?? []).compactMap { $0["prompt"] as? String }
    }
}

struct FollowedJobsTests {
    @Test(arguments: [0, 1, 3, AllJobEvents.mostJobs])
    func `what a reader has seen comes back as it was`(count: Int) throws {
        var followed = FollowedJobs()
        followed.newest = JobID(UUIDv7(high: 7, low: 9))
        for number in 0..<count {
            let job = JobID(UUIDv7(high: UInt64(number), low: .max))
            followed.follow(job)
            followed.note(number * 1_000, of: job)
        }
        #expect(FollowedJobs(followed.text) == followed)
        #expect(followed.text.allSatisfy { $0.isASCII && !$0.isWhitespace && $0 != "=" })
    }

    @Test(arguments: [
        "", "4", "AAAA", "%%%%", String(repeating: "A", count: 23), String(repeating: "A", count: 4_000),
    ])
    func `what no event said is nothing`(text: String) {
        #expect(FollowedJobs(text) == nil)
    }
}
