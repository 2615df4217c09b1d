import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import Studio
import TestSupport
import Testing

struct LimitTests {
    @Test func `every answer says what its client has left`() async throws {
        try await APIUnderTest().run { browser in
            let (job, owner) = try await browser.make(#"{"prompt": "a", "model": "free", "size": "64x64"}"#)
            let path = "/api/jobs/\(try #require(job["id"] as? String))"
            let read = try await owner.send(.get, path)
            #expect(read.headers[.policy]?.contains(#""api_read_client";q=6000;w=60"#) == true)
            #expect(read.headers[.standing]?.hasPrefix(#""api_read_client";r="#) == true)
            let write = try await owner.send(.delete, "/api/jobs/job_1")
            #expect(write.status == .notFound)
            #expect(write.headers[.standing] == #""api_write_client";r=599;t=1"#)
        }
    }

    @Test func `who asks far too often waits, and others do not`() async throws {
        try await APIUnderTest().run { browser in
            let (_, owner) = try await browser.make(#"{"prompt": "a", "model": "free", "size": "64x64"}"#)
            for _ in 0..<600 { _ = try await owner.send(.delete, "/api/jobs/job_1") }
            let refused = try await owner.send(.delete, "/api/jobs/job_1")
            #expect(refused.status == .tooManyRequests)
            #expect(refused.code == "quota-exceeded")
            #expect(refused.object["violated-policies"] as? [String] == ["api_write_client"])
            #expect(refused.headers[.standing] == #""api_write_client";r=0;t=1"#)
            #expect(refused.headers[.retryAfter] == "1")
            #expect(try await browser.stranger.send(.delete, "/api/jobs/job_1").status == .notFound)
        }
    }

    @Test func `a day's pictures are refused in the same manner`() async throws {
        var plan = TestInstallation.Plan()
        plan.limits = StudioLimits(freeImagesPerDay: 2)
        try await APIUnderTest(plan).run { browser in
            let (_, owner) = try await browser.make(#"{"prompt": "a", "model": "free", "size": "64x64"}"#)
            let order = #"{"prompt": "b", "model": "free", "size": "64x64", "n": 2}"#
            let refused = try await owner.send(.post, "/api/jobs", json: order)
            #expect(refused.status == .tooManyRequests)
            #expect(refused.object["violated-policies"] as? [String] == ["images"])
            #expect(refused.headers[.policy]?.contains(#""images";q=2;w=86400"#) == true)
            #expect(refused.headers[.standing]?.contains(#""images";r=1;t=21600"#) == true)
            #expect(refused.headers[.retryAfter] == "21600")
        }
    }

    @Test(
        arguments: [
            (#"{"prompt":"a","prompt":"b"}"#, "prompt"), (#"{"prompt":"a","pr\u006fmpt":"b"}"#, "prompt"),
            (#"{"prompt":"a","x":{"y":1,"y":2}}"#, "y"),
        ]
    )
    func `a member that is there twice is refused by its name`(json: String, name: String) async throws {
        try await APIUnderTest().run { browser in
            let answer = try await browser.send(.post, "/api/jobs", json: json)
            #expect(answer.status == .badRequest)
            #expect(answer.code == "repeated_field")
            #expect((answer.object["errors"] as? [String: String])?.keys.first == name)
        }
    }
}

extension HTTPField.Name {
    fileprivate static let standing = Self("RateLimit") ?? .date
    fileprivate static let policy = Self("RateLimit-Policy") ?? .date
}
