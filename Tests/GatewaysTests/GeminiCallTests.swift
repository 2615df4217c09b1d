import Engines
import Foundation
import Kernel
import Outbound
import TestSupport
import Testing

@testable import Gateways

/// Whole calls, to a server that answers by a script.
struct GeminiCallTests {
    @Test func `one call brings one picture`() async throws {
        let (outcome, requests) = try await GeminiSample.ask(ScriptedServer.answer(GeminiSample.good))
        #expect(try outcome.get().bytes == GeminiSample.bytes)
        #expect(requests.count == 1)
        let request = try #require(requests.first)
        #expect(request.hasPrefix("POST /v1/models/gemini-3-pro-image:generateContent HTTP/1.1\r\n"))
        #expect(request.lowercased().contains("\r\ncontent-type: application/json\r\n"))
    }

    @Test func `the key is in its header, and nowhere else`() async throws {
        for streams in [false, true] {
            let (_, requests) = try await GeminiSample.ask(
                ScriptedServer.answer(GeminiSample.good),
                streams: streams
            )
            let request = try #require(requests.first)
            #expect(request.components(separatedBy: GeminiSample.key).count == 2)
            #expect(request.lowercased().contains("\r\nx-goog-api-key: \(GeminiSample.key.lowercased())\r\n"))
        }
    }

    @Test(arguments: Gemini.Version.allCases, ["", "/", "/relay", "/relay/"])
    func `the version and the lane's own path are in the address`(
        version: Gemini.Version,
        path: String
    ) async throws {
        let request = try await ScriptedServer.serving(ScriptedServer.answer(GeminiSample.good)) {
            port,
            server in
            let lane = try GeminiSample.lane(port: port, path: path, key: nil)
            _ = try await GeminiSample.gateway(streams: true, version: version)
                .make(GeminiSample.order(), at: lane, report: { _ in })
            return server.requests.first ?? ""
        }
        let before = path.hasPrefix("/relay") ? "/relay" : ""
        let target = "\(before)/\(version.rawValue)/models/gemini-3-pro-image:streamGenerateContent?alt=sse"
        #expect(request.hasPrefix("POST \(target) HTTP/1.1\r\n"))
        #expect(!request.lowercased().contains("x-goog-api-key"))
    }

    @Test(arguments: ["", "../x", "a/b", "a?b", "a b", "a%2Fb", "ä", ".", "a:b"])
    func `a model whose name is more than a name is not asked for`(model: String) async throws {
        let order = try GeminiSample.order(model: model)
        let (outcome, requests) = try await GeminiSample.ask(ScriptedServer.answer(GeminiSample.good), order)
        #expect(outcome.failure == GatewayFailure(.invalidRequest))
        #expect(requests.isEmpty)
    }

    @Test func `what Gemini cannot be asked is not sent`() async throws {
        let order = try GeminiSample.order(shape: nil)
        let (outcome, requests) = try await GeminiSample.ask(ScriptedServer.answer(GeminiSample.good), order)
        #expect(outcome.failure == GatewayFailure(.invalidRequest))
        #expect(requests.isEmpty)
    }

    @Test(arguments: [
        ("429 Too Many Requests", "Retry-After: 12", GatewayFailure(.rateLimited, pause: .seconds(12))),
        ("429 Too Many Requests", "X-Other: 1", GatewayFailure(.rateLimited)),
        ("500 Internal Server Error", "X-Other: 1", GatewayFailure(.overloaded)),
        ("503 Service Unavailable", "retry-after: 2", GatewayFailure(.overloaded, pause: .seconds(2))),
        ("502 Bad Gateway", "Content-Type: text/html", GatewayFailure(.overloaded)),
        ("302 Found", "Location: /v1/elsewhere", GatewayFailure(.engineFailed)),
        ("307 Temporary Redirect", "Location: http://127.0.0.1:1/", GatewayFailure(.engineFailed)),
        ("200 OK", "Content-Type: text/html", GatewayFailure(.unknown)),
    ])
    func `a page instead of an answer is told by its status, and asked for once`(
        status: String,
        header: String,
        failure: GatewayFailure
    ) async throws {
        for streams in [false, true] {
            let page = ScriptedServer.answer("<html>no</html>", status: status, headers: [header])
            let (outcome, requests) = try await GeminiSample.ask(page, streams: streams)
            #expect(outcome.failure == failure)
            #expect(requests.count == 1)
        }
    }

    @Test func `neither key nor words are in what a failure says of itself`() async throws {
        let echo: ScriptedServer.Script = { request, write in
            let words = request.replacing("\"", with: "").replacing("\r\n", with: " ")
            let body = GeminiSample.error(400, words, message: words)
            try await ScriptedServer.answer(body, status: "400 Bad Request")(request, write)
        }
        let failure = try #require(try await GeminiSample.ask(echo).outcome.failure)
        #expect(failure.reason == .invalidRequest)
        for text in ["\(failure)", String(reflecting: failure)] {
            #expect(!text.contains(GeminiSample.key))
            #expect(!text.contains("Kowalska"))
        }
    }

    @Test func `an answer that is cut leaves open what became of the call`() async throws {
        for length in [0, 1, GeminiSample.good.utf8.count - 1] {
            let cut: ScriptedServer.Script = { _, write in
                let head = "HTTP/1.1 200 OK\r\nContent-Length: \(GeminiSample.good.utf8.count)\r\n\r\n"
                try await write(head + GeminiSample.good.prefix(length))
            }
            let outcome = try await GeminiSample.ask(cut).outcome
            #expect(outcome.failure == GatewayFailure(.unknown))
        }
    }

    @Test func `an error that is cut keeps the meaning of its status`() async throws {
        let cut: ScriptedServer.Script = { _, write in
            try await write("HTTP/1.1 403 Forbidden\r\nContent-Length: 100\r\n\r\n{\"error\":")
        }
        #expect(try await GeminiSample.ask(cut).outcome.failure == GatewayFailure(.unauthorised))
    }

    @Test func `a server that does not answer in time leaves open what became of the call`() async throws {
        let order = try GeminiSample.order(limit: .milliseconds(300))
        let outcome = try await GeminiSample.ask({ _, _ in try await ScriptedServer.forever() }, order)
            .outcome
        #expect(outcome.failure == GatewayFailure(.unknown))
    }

    @Test func `where nobody listens nothing was sent`() async throws {
        let port = try await ScriptedServer.serving(ScriptedServer.answer("")) { port, _ in port }
        let lane = try GeminiSample.lane(port: port)
        await #expect(throws: GatewayFailure(.transport)) {
            try await GeminiSample.gateway().make(GeminiSample.order(), at: lane, report: { _ in })
        }
    }

    @Test func `a processor that the register does not know is not asked`() async throws {
        let lane = try GeminiSample.lane(port: 1, destination: .processor("google", carrying: ["prompt"]))
        await #expect(throws: GatewayFailure(.denied)) {
            try await GeminiSample.gateway().make(GeminiSample.order(), at: lane, report: { _ in })
        }
    }

    @Test func `whoever cancels is told so`() async throws {
        let arrived = Latch()
        let script: ScriptedServer.Script = { _, _ in
            arrived.open()
            try await ScriptedServer.forever()
        }
        let failure = try await ScriptedServer.serving(script) { port, _ in
            let lane = try GeminiSample.lane(port: port)
            let order = try GeminiSample.order()
            return try await withThrowingTaskGroup(of: GatewayFailure?.self) { group in
                group.addTask {
                    do throws(GatewayFailure) {
                        _ = try await GeminiSample.gateway().make(order, at: lane, report: { _ in })
                        return nil
                    } catch {
                        return error
                    }
                }
                try await arrived.wait()
                group.cancelAll()
                return try await group.next() ?? nil
            }
        }
        #expect(failure == GatewayFailure(.cancelled))
    }
}
