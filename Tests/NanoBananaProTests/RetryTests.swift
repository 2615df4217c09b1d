import Foundation
import Testing

@testable import NanoBananaPro

struct RetryTests {
    private let job = ScriptedTransport.Outcome.json(Bodies.job("queued"), status: 202)

    @Test(
        arguments: [
            ScriptedTransport.Outcome.error(.unreachable), .error(.lost), .error(.timedOut),
            .cut(headers: [:], [Data("{".utf8)]), .problem(408, "body_too_slow"),
            .problem(500, "internal_error"),
            .problem(502, "bad_gateway"), .problem(503, "too_busy"), .problem(429, "quota-exceeded"),
            .answer(504, headers: [:], [Data("<html>".utf8)]),
            .answer(200, headers: ["Content-Length": "9"], [Data("{".utf8)]),
        ]
    )
    func `an order whose answer is lost is sent again as it was, under the same key`(
        outcome: ScriptedTransport.Outcome
    ) async throws {
        let test = TestStudio(.post("/api/jobs", outcome), .post("/api/jobs", job))
        let ordered = try await test.studio.submit(.generate("a boat"))
        let requests = test.transport.requests
        #expect(ordered.id == "job_1")
        #expect(requests.map { $0.headers["idempotency-key"] } == ["unique-1", "unique-1"])
        #expect(requests[0].body == requests[1].body)
        #expect(test.pauses == [.milliseconds(500)])
    }

    @Test(
        arguments: [
            (400, "malformed_body"), (401, "api_key_revoked"), (402, "insufficient_credits"),
            (403, "scope_missing"),
            (404, "model_unknown"), (409, "batch_running"), (422, "idempotency_key_reused"),
            (501, "not_implemented"),
            (507, "storage_full"),
        ]
    )
    func `what time does not change is not tried again`(status: Int, code: String) async throws {
        let test = TestStudio(.post("/api/jobs", .problem(status, code)))
        let error = await caught { _ = try await test.studio.submit(.generate("a boat")) }
        #expect(error?.code.rawValue == code)
        #expect(error?.status == status)
        #expect(test.pauses.isEmpty)
    }

    @Test func `pauses double, and end with the last attempt`() async throws {
        let gone = ScriptedTransport.Turn.get("/api/jobs/job_1", .error(.lost))
        let test = TestStudio(gone, gone, gone, gone)
        let error = await caught { _ = try await test.studio.job("job_1") }
        #expect(error?.code == .connectionLost)
        #expect(error?.status == nil)
        #expect(test.pauses == [.milliseconds(500), .seconds(1), .seconds(2)])
    }

    @Test(
        arguments: [
            (0, 0.0, 250), (0, 1.0, 500), (1, 0.0, 250), (2, 1.0, 1_000), (6, 1.0, 16_000), (7, 1.0, 30_000),
            (90, 1.0, 30_000),
        ]
    )
    func `a pause is shortened by chance and has a bound`(failures: Int, chance: Double, milliseconds: Int) {
        let pause = NanoBananaPro.RetryPolicy.usual.pause(after: failures, chance: chance)
        #expect(pause == .milliseconds(milliseconds))
    }

    @Test(
        arguments: [
            ("7", 7), ("0", 0), ("30", 30), ("Mon, 23 Nov 2026 18:00:09 GMT", 9),
            ("Mon, 23 Nov 2026 17:00:00 GMT", 0),
        ]
    )
    func `the server's own wish is the least pause`(text: String, seconds: Int) async throws {
        let busy = ScriptedTransport.Outcome.problem(429, "quota-exceeded", headers: ["Retry-After": text])
        let test = TestStudio(.get("/api/jobs/job_1", busy), .get("/api/jobs/job_1", .json(Bodies.job())))
        _ = try await test.studio.job("job_1")
        #expect(test.pauses == [max(.seconds(seconds), .milliseconds(500))])
    }

    @Test func `a wish for more than the longest pause is told at once`() async throws {
        let busy = ScriptedTransport.Outcome.problem(429, "quota-exceeded", headers: ["Retry-After": "3600"])
        let test = TestStudio(.get("/api/jobs/job_1", busy))
        let error = await caught { _ = try await test.studio.job("job_1") }
        #expect(error?.code == .quotaExceeded)
        #expect(error?.retryAfter == .seconds(3_600))
    }

    @Test(arguments: ["soon", "-1", "", "Mon, 99 Foo 2026", "Mon, 23 Nov 2026 18:00:09 CET"])
    func `a wish that cannot be read is none`(text: String) async throws {
        let busy = ScriptedTransport.Outcome.problem(503, "too_busy", headers: ["Retry-After": text])
        let test = TestStudio(.get("/api/jobs/job_1", busy), .get("/api/jobs/job_1", .json(Bodies.job())))
        _ = try await test.studio.job("job_1")
        #expect(test.pauses == [.milliseconds(500)])
    }

    @Test func `the server can forbid another try`() async throws {
        let final = ScriptedTransport.Outcome.problem(
            503,
            "engine_unavailable",
            headers: ["X-Should-Retry": "false", "X-Request-Id": "req-7"]
        )
        let test = TestStudio(.get("/api/jobs/job_1", final))
        let error = await caught { _ = try await test.studio.job("job_1") }
        #expect(error?.requestID == "req-7")
    }

    @Test func `a collection whose answer is lost is made under the same key`() async throws {
        let made = #"{"id":"col_1","name":"Cats","count":0,"created_at":"2026-11-23T18:00:00Z"}"#
        let test = TestStudio(
            .post("/api/collections", .error(.lost)),
            .post("/api/collections", .json(made, status: 201))
        )
        #expect(try await test.studio.makeCollection("Cats").id == "col_1")
        let keys = test.transport.requests.map { $0.headers["idempotency-key"] }
        #expect(keys == ["unique-1", "unique-1"])
    }

    @Test func `a deletion whose answer was lost is done when the thing is gone`() async throws {
        let test = TestStudio(
            .delete("/api/images/img_1", .error(.lost)),
            .delete("/api/images/img_1", .problem(404, "not_found"))
        )
        let error = await caught { try await test.studio.delete("img_1" as NanoBananaPro.Picture.ID) }
        #expect(error == nil)
        #expect(test.transport.unasked == 0)
    }

    @Test func `deleting what was never there is an error`() async throws {
        let test = TestStudio(.delete("/api/images/img_1", .problem(404, "not_found")))
        let error = await caught { try await test.studio.delete("img_1" as NanoBananaPro.Picture.ID) }
        #expect(error?.code == .notFound)
    }

    @Test func `a policy of one attempt sends everything once`() async throws {
        let test = TestStudio(.get("/api/jobs/job_1", .error(.lost)), retry: .never)
        let error = await caught { _ = try await test.studio.job("job_1") }
        #expect(error?.code == .connectionLost)
    }

    @Test func `cancelling ends a pause`() async throws {
        let (stream, asleep) = AsyncStream<Void>.makeStream()
        let test = TestStudio(.get("/api/jobs/job_1", .error(.lost))) { _ in
            asleep.yield()
            try await Task.sleep(for: .seconds(3_600))
        }
        let asking = Task { try await test.studio.job("job_1") }
        for await _ in stream { break }
        asking.cancel()
        await #expect(throws: CancellationError.self) { try await asking.value }
        #expect(test.transport.requests.count == 1)
    }

    @Test func `cancelling ends a request`() async throws {
        let test = TestStudio(.get("/api/jobs/job_1", .silence))
        let asking = Task { try await test.studio.job("job_1") }
        while test.transport.requests.isEmpty { await Task.yield() }
        asking.cancel()
        await #expect(throws: CancellationError.self) { try await asking.value }
        #expect(test.pauses.isEmpty)
    }
}
