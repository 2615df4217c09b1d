import Foundation
import Kernel
import TestSupport
import Testing

@testable import Gateways

/// Whether the server is there and takes the key.
struct GeminiProbeTests {
    private func probe(_ body: String, status: String = "200 OK") async throws -> (GatewayFailure?, [String])
    {
        try await ScriptedServer.serving(ScriptedServer.answer(body, status: status)) { port, server in
            let lane = try GeminiSample.lane(port: port)
            do throws(GatewayFailure) {
                try await GeminiSample.gateway().probe(lane)
                return (nil, server.requests)
            } catch {
                return (error, server.requests)
            }
        }
    }

    @Test func `a list of models will do, and nothing is made`() async throws {
        let body = #"{"models":[{"name":"models/gemini-3-pro-image"}],"nextPageToken":"x"}"#
        let (failure, requests) = try await probe(body)
        #expect(failure == nil)
        #expect(requests.count == 1)
        let request = try #require(requests.first)
        #expect(request.hasPrefix("GET /v1/models?pageSize=1 HTTP/1.1\r\n"))
        #expect(request.lowercased().contains("\r\nx-goog-api-key: \(GeminiSample.key.lowercased())\r\n"))
    }

    @Test(
        arguments: [
            (
                #"{"error":{"code":400,"details":[{"reason":"API_KEY_INVALID"}]}}"#, "400 Bad Request",
                .unauthorised
            ),
            ("{}", "403 Forbidden", .unauthorised), ("{}", "429 Too Many Requests", .rateLimited),
            ("{}", "503 Service Unavailable", .overloaded), ("", "302 Found", .engineFailed),
            ("<html>", "404 Not Found", .engineFailed), ("<html>", "200 OK", .engineFailed),
            ("{}", "200 OK", .engineFailed), (#"{"models":"x"}"#, "200 OK", .engineFailed),
            (#"{"error":{"code":403}}"#, "200 OK", .unauthorised),
        ] as [(String, String, GatewayFailure.Reason)]
    )
    func `anything else says why not`(
        body: String,
        status: String,
        reason: GatewayFailure.Reason
    ) async throws {
        #expect(try await probe(body, status: status).0?.reason == reason)
    }
}
