import TestSupport
import Testing

@testable import Gateways

/// Whether a host is there and takes the key.
struct OpenAIProbeTests {
    private func probe(
        _ traits: HostTraits = .compatible,
        at script: @escaping ScriptedServer.Script
    ) async throws -> (failure: GatewayFailure?, requests: [String]) {
        try await ScriptedServer.serving(script) { port, server in
            let lane = try OpenAITest.lane(port: port)
            do throws(GatewayFailure) {
                try await OpenAITest.gateway(traits, at: lane).probe(lane)
                return (nil, server.requests)
            } catch {
                return (error, server.requests)
            }
        }
    }

    @Test(arguments: [
        #"{"object":"list","data":[{"id":"gpt-image-2","object":"model"}]}"#, #"[{"id":"flux"}]"#,
    ])
    func `a host that lists its models takes the key`(body: String) async throws {
        let (failure, requests) = try await probe(at: ScriptedServer.answer(body))
        #expect(failure == nil)
        #expect(requests.count == 1)
        #expect(requests.first?.hasPrefix("GET /v1/models HTTP/1.1") == true)
        #expect(requests.first?.contains("Authorization: Bearer \(OpenAITest.key)") == true)
    }

    @Test(arguments: [
        ("401 Unauthorized", OpenAITest.error(code: "invalid_api_key"), GatewayFailure.Reason.unauthorised),
        ("404 Not Found", "", .modelGone), ("429 Too Many Requests", "", .rateLimited),
        ("500 Internal Server Error", "", .overloaded), ("301 Moved", "", .engineFailed),
        ("200 OK", "<html>Welcome</html>", .engineFailed),
        ("200 OK", #"{"error":{"code":"invalid_api_key","message":"x"}}"#, .unauthorised),
    ])
    func `anything else is told`(status: String, body: String, reason: GatewayFailure.Reason) async throws {
        let (failure, _) = try await probe(at: ScriptedServer.answer(body, status: status))
        #expect(failure?.reason == reason)
    }

    @Test(arguments: ["404 Not Found", "405 Method Not Allowed"])
    func `a host that has no list is there all the same`(status: String) async throws {
        var traits = HostTraits.compatible
        traits.models = false
        let (failure, _) = try await probe(traits, at: ScriptedServer.answer("", status: status))
        #expect(failure == nil)
    }

    @Test func `a host that is not there is told`() async throws {
        let port = try await ScriptedServer.serving(ScriptedServer.answer("")) { port, _ in port }
        let lane = try OpenAITest.lane(port: port)
        await #expect(throws: GatewayFailure(.transport)) {
            try await OpenAITest.gateway(.compatible, at: lane).probe(lane)
        }
    }
}
