import Foundation
import Kernel
import TestSupport
import Testing

@testable import Gateways

/// Conversations whose pictures Gemini does not take for its own.
struct GeminiRepairTests {
    /// Answers so while a picture goes along as Gemini's own, and with a picture else.
    private func asking(
        _ answer: @escaping ScriptedServer.Script,
        signature: String? = "c2ln"
    ) async throws -> (outcome: GeminiSample.Outcome, requests: [String]) {
        try await GeminiSample.ask(
            { request, write in
                let isReplayed = request.contains("\"role\":\"model\"")
                try await (isReplayed ? answer : ScriptedServer.answer(GeminiSample.good))(request, write)
            },
            GeminiSample.order(turns: GeminiSample.turns(signature: signature))
        )
    }

    private static let missing = GeminiSample.error(
        400,
        "INVALID_ARGUMENT",
        message: "Image part is missing a thought_signature in content position 2, part position 2."
    )
    private static let end = """
        {"candidates":[{"finishReason":"MISSING_THOUGHT_SIGNATURE","index":0}],\
        "usageMetadata":{"promptTokenCount":29}}
        """

    @Test(arguments: [(missing, "400 Bad Request", 571), (missing, "200 OK", 571), (end, "200 OK", 600)])
    func `a signature that is missed is asked around once, and both calls are counted`(
        body: String,
        status: String,
        input: Int
    ) async throws {
        let (outcome, requests) = try await asking(ScriptedServer.answer(body, status: status))
        let picture = try outcome.get()
        #expect(picture.bytes == GeminiSample.bytes)
        #expect(picture.receipt.usage?.input == input)
        try #require(requests.count == 2)
        #expect(requests[0].contains("\"thoughtSignature\":\"c2ln\""))
        #expect(!requests[1].contains("thoughtSignature"))
        #expect(requests[1].contains(GeminiSample.base64))
    }

    @Test func `a picture without a signature is not even tried`() async throws {
        let answer = ScriptedServer.answer(Self.missing, status: "400 Bad Request")
        let (outcome, requests) = try await asking(answer, signature: nil)
        #expect(outcome.picture != nil)
        #expect(requests.count == 1)
    }

    @Test func `whoever misses a signature where none belongs is asked once`() async throws {
        let order = try GeminiSample.order()
        let answer = ScriptedServer.answer(Self.missing, status: "400 Bad Request")
        let (outcome, requests) = try await GeminiSample.ask(answer, order)
        #expect(outcome.failure?.reason == .invalidRequest)
        #expect(requests.count == 1)
    }

    @Test func `another failure is none of these`() async throws {
        let body = GeminiSample.error(400, "INVALID_ARGUMENT", message: "Unable to process input image.")
        let (outcome, requests) = try await asking(ScriptedServer.answer(body, status: "400 Bad Request"))
        #expect(outcome.failure?.reason == .invalidRequest)
        #expect(requests.count == 1)
    }

    @Test func `no time left is no second call`() async throws {
        let time = TestClock()
        let order = try GeminiSample.order(turns: GeminiSample.turns(signature: "c2ln"))
        let script: ScriptedServer.Script = { request, write in
            time.advance(by: order.limit)
            try await ScriptedServer.answer(Self.missing, status: "400 Bad Request")(request, write)
        }
        let requests = try await ScriptedServer.serving(script) { port, server in
            let lane = try GeminiSample.lane(port: port)
            await #expect(throws: GatewayFailure.self) {
                try await GeminiSample.gateway(clock: time.clock).make(order, at: lane, report: { _ in })
            }
            return server.requests
        }
        #expect(requests.count == 1)
    }
}
