import FoundationEssentials
import Kernel
import Outbound
import TestSupport
import Testing

@testable import Gateways

/// Calls over a connection.
struct OpenAICallTests {
    @Test func `a call goes to the base with the key in one header and nowhere else`() async throws {
        let outcome = try await OpenAITest.make(
            OpenAITest.order(),
            at: ScriptedServer.answer(OpenAITest.reply, headers: ["x-request-id: req_1"])
        )
        let picture = try outcome.picture()
        #expect(picture.bytes == OpenAITest.png)
        #expect(picture.receipt.id == "req_1")
        #expect(picture.signature == nil)
        #expect(outcome.requests.count == 1)
        let request = try #require(outcome.requests.first)
        #expect(request.hasPrefix("POST /v1/images/generations HTTP/1.1"))
        #expect(request.contains("Authorization: Bearer \(OpenAITest.key)"))
        #expect(request.ranges(of: OpenAITest.key).count == 1)
        #expect(request.contains("Content-Type: application/json"))
    }

    @Test func `an edit goes to its own place, as a form`() async throws {
        let outcome = try await OpenAITest.make(
            OpenAITest.order(references: 2, mask: OpenAITest.png),
            at: ScriptedServer.answer(OpenAITest.reply)
        )
        #expect(try outcome.picture().bytes == OpenAITest.png)
        let request = try #require(outcome.requests.first)
        #expect(request.hasPrefix("POST /v1/images/edits HTTP/1.1"))
        #expect(request.contains("Content-Type: multipart/form-data; boundary="))
        #expect(request.contains(#"name="mask"; filename="mask.png""#))
    }

    @Test(arguments: [
        ("", "/images/generations"), ("/", "/images/generations"), ("/a/v1", "/a/v1/images/generations"),
    ])
    func `the base may have a path or none`(path: String, target: String) async throws {
        try await ScriptedServer.serving(ScriptedServer.answer(OpenAITest.reply)) { port, server in
            let lane = try OpenAITest.lane(port: port, path: path)
            let gateway = OpenAITest.gateway(.compatible, at: lane)
            _ = try await gateway.make(OpenAITest.order(), at: lane) { _ in }
            #expect(server.requests.first?.hasPrefix("POST \(target) HTTP/1.1") == true)
        }
    }

    private static let answers: [(String, String, [String], GatewayFailure)] = [
        (
            "429 Too Many Requests", OpenAITest.error(code: "rate_limit_exceeded"), ["Retry-After: 12"],
            GatewayFailure(
                .rateLimited,
                pause: .seconds(12),
                receipt: GatewayReceipt(end: "rate_limit_exceeded")
            )
        ),
        (
            "429 Too Many Requests", "", ["retry-after-ms: 1500", "Retry-After: 2"],
            GatewayFailure(.rateLimited, pause: .milliseconds(1_500))
        ),
        ("429 Too Many Requests", "", [], GatewayFailure(.rateLimited)),
        (
            "429 Too Many Requests", "", ["Retry-After: Fri, 27 Nov 2026 18:00:00 GMT"],
            GatewayFailure(.rateLimited)
        ),
        ("429 Too Many Requests", "", ["Retry-After: -1"], GatewayFailure(.rateLimited)),
        ("429 Too Many Requests", "", ["Retry-After: 1e99"], GatewayFailure(.rateLimited)),
        ("500 Internal Server Error", "<html>oops</html>", [], GatewayFailure(.overloaded)),
        (
            "503 Service Unavailable", "", ["Retry-After: 1.5"],
            GatewayFailure(.overloaded, pause: .milliseconds(1_500))
        ),
        (
            "401 Unauthorized", OpenAITest.error(code: "invalid_api_key"), ["x-request-id: req_7"],
            GatewayFailure(.unauthorised, receipt: GatewayReceipt(id: "req_7", end: "invalid_api_key"))
        ),
        (
            "400 Bad Request", OpenAITest.error(code: "moderation_blocked"), [],
            GatewayFailure(.refusedInput, receipt: GatewayReceipt(end: "moderation_blocked"))
        ),
        (
            "200 OK", OpenAITest.error(code: "moderation_blocked"), [],
            GatewayFailure(.refusedInput, receipt: GatewayReceipt(end: "moderation_blocked"))
        ),
        ("200 OK", "<html>Please sign in</html>", ["Content-Type: text/html"], GatewayFailure(.engineFailed)),
        ("200 OK", #"{"created":1,"data":[]}"#, [], GatewayFailure(.noImage)),
        ("200 OK", String(OpenAITest.reply.dropLast(40)), [], GatewayFailure(.unknown)),
        ("204 No Content", "", [], GatewayFailure(.engineFailed)),
    ]

    @Test(arguments: Self.answers)
    func `what goes wrong is told exactly, and nothing is sent again`(
        status: String,
        body: String,
        headers: [String],
        failure: GatewayFailure
    ) async throws {
        let outcome = try await OpenAITest.make(
            OpenAITest.order(),
            at: ScriptedServer.answer(body, status: status, headers: headers)
        )
        #expect(try outcome.failure() == failure)
        #expect(outcome.requests.count == 1)
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect is not followed`(status: Int) async throws {
        let outcome = try await OpenAITest.make(
            OpenAITest.order(),
            at: ScriptedServer.answer("", status: "\(status) Elsewhere", headers: ["Location: /v1/elsewhere"])
        )
        #expect(try outcome.failure() == GatewayFailure(.engineFailed))
        #expect(outcome.requests.count == 1)
    }

    @Test func `an answer that is cut leaves nobody knowing`() async throws {
        let outcome = try await OpenAITest.make(OpenAITest.order()) { _, write in
            try await write("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n\(OpenAITest.reply)")
        }
        #expect(try outcome.failure() == GatewayFailure(.unknown))
        #expect(outcome.requests.count == 1)
    }

    @Test func `a connection that is closed without a word does, too`() async throws {
        let outcome = try await OpenAITest.make(OpenAITest.order()) { _, _ in }
        #expect(try outcome.failure() == GatewayFailure(.unknown))
        #expect(outcome.requests.count == 1)
    }

    @Test func `a refusal counts although its text is cut`() async throws {
        let outcome = try await OpenAITest.make(OpenAITest.order()) { _, write in
            try await write("HTTP/1.1 402 Payment Required\r\nContent-Length: 900\r\n\r\n{\"error\"")
        }
        #expect(try outcome.failure() == GatewayFailure(.quotaExhausted))
    }

    @Test func `the first of several pictures is taken`() async throws {
        let body = #"{"data":[{"b64_json":"\#(OpenAITest.base64)"},{"b64_json":"AAAA"}]}"#
        let outcome = try await OpenAITest.make(OpenAITest.order(), at: ScriptedServer.answer(body))
        #expect(try outcome.picture().bytes == OpenAITest.png)
    }

    @Test func `a call that is called off is cancelled`() async throws {
        let isAsked = Latch()
        try await ScriptedServer.serving { _, _ in
            isAsked.open()
            try await ScriptedServer.forever()
        } during: { port, _ in
            let lane = try OpenAITest.lane(port: port)
            let gateway = OpenAITest.gateway(.openAI, at: lane)
            let order = try OpenAITest.order()
            let call = Task { try await gateway.make(order, at: lane) { _ in } }
            try await isAsked.wait()
            call.cancel()
            await #expect(throws: GatewayFailure(.cancelled)) { try await call.value }
        }
    }

    @Test func `no failure shows the key, the prompt or what the host said`() async throws {
        let echo = "Incorrect API key: \(OpenAITest.key). Prompt: a tea house in the rain"
        let outcome = try await OpenAITest.make(
            OpenAITest.order(),
            at: ScriptedServer.answer(OpenAITest.error(message: echo), status: "401 Unauthorized")
        )
        let failure = try outcome.failure()
        var dumped = ""
        dump(failure, to: &dumped)
        for shown in ["\(failure)", String(reflecting: failure), dumped] {
            #expect(!shown.contains(OpenAITest.key))
            #expect(!shown.contains("tea house"))
            #expect(!shown.contains("Incorrect"))
        }
    }
}
