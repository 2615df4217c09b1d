import HTTPKit
import HTTPTypes
import HummingbirdTesting
import Kernel
import NIOCore
import Store
import TestSupport
import Testing

struct JobTests {
    @Test func `a prompt becomes a picture that its owner can read`() async throws {
        try await APIUnderTest().run { browser in
            let (job, owner) = try await browser.make(
                #"{"prompt":"two boats","model":"free","n":2,"seed":7}"#
            )
            let images = try #require(job["images"] as? [[String: any Sendable]])
            #expect(job["status"] as? String == "succeeded")
            #expect(job["progress"] as? Double == 1)
            #expect(images.map { $0["index"] as? Int } == [0, 1])
            #expect(images.map { $0["seed"] as? Int } == [7, 8])
            let url = try #require(images.first?["url"] as? String)
            let file = try await owner.send(.get, url)
            #expect(file.status == .ok)
            #expect(file.headers[.contentType] == "image/png")
            #expect(file.body.getBytes(at: 1, length: 3) == Array("PNG".utf8))
        }
    }

    @Test(
        arguments: [
            (#"{"prompt":""}"#, 422, "prompt_empty"),
            (#"{"prompt":"a\u0007b"}"#, 422, "prompt_control_characters"),
            (#"{}"#, 422, "missing_field"),
            (#"{"prompt":"x","n":0}"#, 422, "count_out_of_bounds"),
            (#"{"prompt":"x","n":11}"#, 422, "count_out_of_bounds"),
            (#"{"prompt":"x","n":"two"}"#, 422, "wrong_field_type"),
            (#"{"prompt":"x","model":"none"}"#, 404, "model_unknown"),
            (#"{"prompt":"x","size":"12289x64"}"#, 422, "size_out_of_bounds"),
            (#"{"prompt":"x","size":"63x64"}"#, 422, "size_out_of_bounds"),
            (#"{"prompt":"x","size":"big"}"#, 422, "size_malformed"),
            (#"{"prompt":"x","size":"64x64","aspect_ratio":"1:1"}"#, 422, "size_and_ratio"),
            (#"{"prompt":"x","aspect_ratio":"5:7"}"#, 422, "aspect_ratio_unknown"),
            (#"{"prompt":"x","resolution":"8K"}"#, 422, "resolution_unknown"),
            (#"{"prompt":"x","seed":-1}"#, 422, "seed_out_of_bounds"),
            (#"{"prompt":"x","task":"paint"}"#, 422, "task_unsupported"),
            (#"{"prompt":"x","task":"upload"}"#, 422, "task_unsupported"),
            (#"{"prompt":"x","model":"worker"}"#, 422, "task_unsupported"),
            (#"{"prompt":"x","scale":2}"#, 422, "field_not_of_task"),
            (#"{"task":"upscale","prompt":"x"}"#, 422, "missing_field"),
            (#"{"task":"upscale","images":[]}"#, 422, "length_out_of_range"),
            (#"{"task":"upscale","images":["img_1"]}"#, 404, "not_found"),
            (#"{"task":"upscale","images":["img_1"],"scale":3}"#, 404, "not_found"),
            (#"{"task":"upscale","images":["img_1"],"size":"64x64"}"#, 422, "field_not_of_task"),
            (#"{"task":"edit","prompt":"blur it"}"#, 422, "missing_field"),
            (#"{"task":"edit","images":["img_06F8Z0Q9V8Y3M5K2T7R4W1X6C9"]}"#, 422, "prompt_empty"),
            (
                #"{"task":"edit","images":["img_06F8Z0Q9V8Y3M5K2T7R4W1X6C9"],"steps":[{"tool":"melt"}]}"#,
                422,
                "edit_tool_unknown"
            ),
            (#"{"task":"edit","prompt":"x","images":["img_06F8Z0Q9V8Y3M5K2T7R4W1X6C9"]}"#, 404, "not_found"),
            (#"{"task":"compose","images":["img_06F8Z0Q9V8Y3M5K2T7R4W1X6C9"]}"#, 422, "missing_field"),
            (#"{"task":"compose","layout":{"kind":"grid"}}"#, 422, "missing_field"),
            (#"{"task":"compose","images":[],"layout":{"kind":"heap"}}"#, 422, "value_unknown"),
            (#"{"task":"compose","document":{"version":1},"layout":{"kind":"grid"}}"#, 422, "one_field_of"),
            (#"{"task":"typeset"}"#, 422, "missing_field"),
            (#"{"task":"typeset","template":"none"}"#, 422, "value_unknown"),
            (#"{"task":"typeset","template":"poster-bold","texts":{"none":"x"}}"#, 400, "unknown_field"),
            (#"{"task":"typeset","document":{"version":2,"canvas":{},"layers":[]}}"#, 422, "value_unknown"),
            (#"{"task":"typeset","document":{"version":1,"layers":[],"rows":1}}"#, 400, "unknown_field"),
            (#"{"prompt":"x","text":{"text":"y"}}"#, 422, "one_field_of"),
            (#"{"prompt":"x","text":{"text":"y","fit":{},"place":"left"}}"#, 422, "value_unknown"),
            (#"{"prompt":"x","text":{"text":"y","fit":{},"family":"None"}}"#, 422, "font_unknown"),
            (#"{"prompt":"x","style":"baroque"}"#, 422, "style_unknown"),
            (#"{"prompt":"x","colour":"red"}"#, 400, "unknown_field"),
            (#"{"prompt":"#, 400, "malformed_body"),
            (#"[1]"#, 400, "malformed_body"),
        ]
    )
    func `a bad order is refused by name and stores nothing`(
        body: String,
        status: Int,
        code: String
    ) async throws {
        let api = try await APIUnderTest()
        try await api.run { browser in
            let answer = try await browser.send(.post, "/api/jobs", json: body)
            #expect(answer.code == code)
            #expect(answer.status.code == status)
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect((answer.object["detail"] as? String)?.hasPrefix("problem.") == false)
        }
        let rows = try await api.installation.store.read { tx in
            try tx.first(
                "SELECT (SELECT count(*) FROM studio_job) + (SELECT count(*) FROM accounts_visitor) AS n"
            ) {
                try $0.get("n") as Int
            }
        }
        #expect(rows == 0)
    }

    @Test(
        arguments: [
            (#"{"task":"edit","prompt":"x","images":[{"id":"img_1"}]}"#, "images[0]"),
            (#"{"task":"compose","images":["img_1",2]}"#, "images[1]"), (#"{"prompt":7}"#, "prompt"),
        ]
    )
    func `a wrong type has a place, within lists too`(body: String, field: String) async throws {
        try await APIUnderTest().run { browser in
            let answer = try await browser.send(.post, "/api/jobs", json: body)
            #expect(answer.code == "wrong_field_type")
            #expect((answer.object["errors"] as? [String: String])?.keys.sorted() == [field])
        }
    }

    @Test func `a body over the limit is refused before it is read`() async throws {
        try await APIUnderTest().run { browser in
            let prompt = String(repeating: "x", count: 600_000)
            let answer = try await browser.send(.post, "/api/jobs", json: #"{"prompt":"\#(prompt)"}"#)
            #expect(answer.code == "body_too_large")
        }
    }

    @Test func `another media type is refused`() async throws {
        try await APIUnderTest().run { browser in
            let answer = try await browser.send(
                .post,
                "/api/jobs",
                json: "prompt=x",
                headers: [.contentType: "text/plain"]
            )
            #expect(answer.status == .unsupportedMediaType)
        }
    }

    @Test(arguments: ["cross-site", "same-site", "none"])
    func `no visitor starts for a page that is not ours`(site: String) async throws {
        try await APIUnderTest().run { browser in
            let answer = try await browser.send(.post, "/api/jobs", json: #"{"prompt":"x"}"#, site: site)
            #expect(answer.code == "visitor_required")
            #expect(answer.headers[.setCookie] == nil)
        }
    }

    @Test func `a foreign page cannot use a visitor's cookie`() async throws {
        try await APIUnderTest().run { browser in
            let (_, owner) = try await browser.make(#"{"prompt":"x","model":"free"}"#)
            let answer = try await owner.send(
                .post,
                "/api/jobs",
                json: #"{"prompt":"y"}"#,
                site: "cross-site"
            )
            #expect(answer.code == "origin_refused")
        }
    }

    @Test func `other people's jobs and pictures are not there`() async throws {
        try await APIUnderTest().run { browser in
            let (job, _) = try await browser.make(#"{"prompt":"x","model":"free"}"#)
            let (_, other) = try await browser.stranger.make(#"{"prompt":"y","model":"free"}"#)
            let id = try #require(job["id"] as? String)
            let image = try #require((job["images"] as? [[String: any Sendable]])?.first?["id"] as? String)
            for path in [
                "/api/jobs/\(id)", "/api/jobs/\(id)/events", "/api/images/\(image)",
                "/api/images/\(image)/file",
            ] {
                #expect(try await other.send(.get, path).code == "not_found", "\(path)")
                #expect(try await browser.stranger.send(.get, path).code == "not_found", "\(path)")
            }
            #expect(try await other.send(.delete, "/api/jobs/\(id)").code == "not_found")
            #expect(try await other.send(.delete, "/api/images/\(image)").code == "not_found")
        }
    }

    @Test func `a retry under one key joins the job and another body is refused`() async throws {
        try await APIUnderTest().run { browser in
            let (_, owner) = try await browser.make(#"{"prompt":"first","model":"free"}"#)
            let key: HTTPFields = [.idempotencyKey: "k1"]
            let body = #"{"prompt":"x","model":"free"}"#
            let first = try await owner.send(.post, "/api/jobs", json: body, headers: key)
            let again = try await owner.send(.post, "/api/jobs", json: body, headers: key)
            #expect(first.object["id"] as? String == again.object["id"] as? String)
            let other = try await owner.send(
                .post,
                "/api/jobs",
                json: #"{"prompt":"z","model":"free"}"#,
                headers: key
            )
            #expect(other.code == "idempotency_key_reused")
            #expect(other.status == .unprocessableContent)
        }
    }

    @Test(arguments: [
        ("/api/jobs", HTTPRequest.Method.put, "GET, HEAD, POST"),
        ("/api/images", .put, "GET, HEAD, POST"),
        ("/api/models", .delete, "GET, HEAD"),
    ])
    func `a wrong method is told the right ones`(
        path: String,
        method: HTTPRequest.Method,
        allow: String
    ) async throws {
        try await APIUnderTest().run { browser in
            let answer = try await browser.send(method, path)
            #expect(answer.status == .methodNotAllowed)
            #expect(answer.headers[.allow] == allow)
        }
    }

    @Test(arguments: ["/api/nothing", "/api/jobs/job_1", "/api/images/img_../../etc/passwd"])
    func `an unknown address is not found`(path: String) async throws {
        try await APIUnderTest().run { browser in
            let answer = try await browser.send(.get, path)
            #expect(answer.status == .notFound)
            #expect(answer.code == "not_found")
        }
    }

    @Test func `every answer carries the header policy`() async throws {
        try await APIUnderTest().run { browser in
            for (path, kept) in [("/api/models", "private, no-cache"), ("/api/nothing", "no-store")] {
                let headers = try await browser.send(.get, path).headers
                #expect(headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
                #expect(headers[.xContentTypeOptions] == "nosniff")
                #expect(headers[.cacheControl] == kept)
            }
        }
    }
}
