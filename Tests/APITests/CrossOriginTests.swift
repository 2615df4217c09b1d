import Accounts
import HTTPKit
import HTTPTypes
import HummingbirdTesting
import Kernel
import TestSupport
import Testing

/// Pages of other sites ask with keys, and never with cookies.
struct CrossOriginTests {
    private func preflight(
        _ browser: Browser,
        _ path: String,
        _ method: String = "POST",
        _ headers: String = "authorization, content-type"
    ) async throws -> TestResponse {
        try await browser.send(
            .options,
            path,
            headers: [
                .origin: "https://shop.example", .accessControlRequestMethod: method,
                .accessControlRequestHeaders: headers,
            ],
            site: "cross-site"
        )
    }

    @Test(
        arguments: [
            "/api/jobs", "/v1/images/generations", "/v1beta/models/x:generateContent",
            "/v1alpha/models/x:predict",
            "/openai/v1/images/edits", "/gemini/v1beta/models/x:generateContent", "/upload/v1beta/files",
            "/mcp",
        ]
    )
    func `a browser may ask with a key wherever one opens something`(path: String) async throws {
        try await APIUnderTest().run { browser in
            let answer = try await preflight(browser, path)
            #expect(answer.status == .noContent)
            #expect(answer.headers[.accessControlAllowOrigin] == "*")
            #expect(answer.headers[.accessControlAllowCredentials] == nil)
            #expect(answer.headers[.accessControlAllowHeaders] == "authorization, content-type")
            #expect(answer.headers[.accessControlAllowMethods]?.contains("POST") == true)
            #expect(answer.headers[.setCookie] == nil)
        }
    }

    @Test(arguments: ["/api/account", "/api/keys", "/api/age", "/gallery", "/api/privacy/data", "/healthz"])
    func `it may not where none opens anything`(path: String) async throws {
        try await APIUnderTest().run { browser in
            let answer = try await preflight(browser, path)
            #expect(answer.headers[.accessControlAllowOrigin] == nil)
            #expect(answer.status != .noContent)
        }
    }

    @Test func `only fields that programs have are let through`() async throws {
        try await APIUnderTest().run { browser in
            let asked =
                "X-Goog-Api-Key,x-stainless-retry-count, Mcp-Session-Id,x-evil,cookie,x-goog-upload-offset"
            let answer = try await preflight(browser, "/v1/images/generations", "POST", asked)
            #expect(
                answer.headers[.accessControlAllowHeaders]
                    == "x-goog-api-key, x-stainless-retry-count, mcp-session-id, x-goog-upload-offset"
            )
        }
    }

    @Test func `an answer may be read where a key was shown, a refusal too`() async throws {
        let api = try await APIUnderTest()
        let place = api.installation
        let person = try await place.member()
        try await api.run { browser in
            let page = try await place.program(of: person, asking: browser, .publishable)
            let answers = try await [
                page.send(.get, "/api/keys/current"), page.send(.get, "/api/images"),
                page.send(.get, "/api/jobs/job_1"),
            ]
            for answer in answers {
                #expect(answer.headers[.accessControlAllowOrigin] == "https://shop.example")
                #expect(answer.headers[.accessControlAllowCredentials] == nil)
                #expect(answer.headers[.vary]?.contains("Origin") == true)
                let exposed = answer.headers[.accessControlExposeHeaders] ?? ""
                for name in ["x-request-id", "retry-after", "ratelimit", "location", "x-job-id"] {
                    #expect(exposed.contains(name), "\(name)")
                }
            }
        }
    }

    @Test func `with a cookie nothing of another site's is read or changed`() async throws {
        try await APIUnderTest().run { browser in
            let (job, owner) = try await browser.make(#"{"prompt":"a","model":"free","size":"64x64"}"#)
            let path = "/api/jobs/\(try #require(job["id"] as? String))"
            let headers: HTTPFields = [.origin: "https://shop.example"]
            let read = try await owner.send(.get, path, headers: headers, site: "cross-site")
            #expect(read.headers[.accessControlAllowOrigin] == nil)
            let changed = try await owner.send(.delete, path, headers: headers, site: "cross-site")
            #expect(changed.code == "origin_refused")
            #expect(changed.headers[.accessControlAllowOrigin] == nil)
        }
    }
}
