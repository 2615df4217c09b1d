import Engines
import Foundation
import Kernel
import Outbound
import TestSupport
import Testing

@testable import Gateways

/// Runs that are given up, and keys.
struct ComfyUILeavingTests {
    private let graph: ComfyGraph

    init() throws {
        graph = try ComfyGraphFile.read(ComfyGraphFile.portrait)
    }

    /// A server whose runs end only when they are stopped.
    private static func endless(_ changes: [String: ScriptedServer.Script] = [:]) -> ScriptedComfyUI {
        ScriptedComfyUI.working.with([
            "GET /ws": ScriptedComfyUI.socket([.event("execution_start")]),
            "GET /history/{id}": ScriptedServer.answer("{}"),
            "GET /queue": ScriptedServer.answer(
                #"{"queue_running":[[1,"\#(ScriptedComfyUI.prompt)",{},{},[]]],"queue_pending":[]}"#
            ),
            "POST /api/jobs/{id}/cancel": ScriptedServer.answer(#"{"cancelled":true}"#),
        ]).with(changes)
    }

    /// What a server is asked by a task that is cancelled once the run has begun.
    private func cancelled(
        _ server: ScriptedComfyUI
    ) async throws -> (failure: GatewayFailure?, requests: [String]) {
        let (begun, graph) = (Latch(), graph)
        return try await ScriptedServer.serving(server.script) { port, server in
            let (comfy, lane) = try ScriptedComfyUI.lane(to: port, graph, nil, .withoutLooks)
            let order = try GatewayOrder.comfy()
            let task = Task { () -> GatewayFailure? in
                do throws(GatewayFailure) {
                    _ = try await comfy.make(order, at: lane) { if $0.stage == .drawing { begun.open() } }
                    return nil
                } catch {
                    return error
                }
            }
            try await begun.wait()
            task.cancel()
            return (await task.value, server.requests)
        }
    }

    @Test func `a task that is cancelled says so, and its run is stopped by its name and forgotten`()
        async throws
    {
        let stopped = String.history(status: "error", end: #"["execution_interrupted",{}]"#)
        let history = ScriptedComfyUI.sequence(ScriptedServer.answer("{}"), ScriptedServer.answer(stopped))
        let (failure, requests) = try await cancelled(Self.endless(["GET /history/{id}": history]))
        #expect(failure?.reason == .cancelled)
        #expect(failure?.receipt.id == ScriptedComfyUI.prompt)
        let stop = "POST /api/jobs/{id}/cancel"
        let look = "GET /history/{id}"
        let keys = requests.map(ScriptedComfyUI.key)
        #expect(keys == ["GET /ws", "POST /prompt", stop, look, stop, look, "POST /history"])
        #expect(requests.count { $0.hasPrefix("POST /api/jobs/\(ScriptedComfyUI.prompt)/cancel") } == 2)
    }

    @Test func `a run that never shows up again is stopped three times and no more`() async throws {
        let requests = try await cancelled(Self.endless()).requests
        #expect(requests.count { $0.hasPrefix("POST /api/jobs/") } == 3)
        #expect(requests.map(ScriptedComfyUI.key).last == "POST /history")
    }

    @Test(arguments: ["404 Not Found", "405 Method Not Allowed"])
    func `an old server is told in its two ways, never without the name`(status: String) async throws {
        let server = Self.endless([
            "POST /api/jobs/{id}/cancel": ScriptedServer.answer("", status: status),
            "POST /queue": ScriptedServer.answer(""), "POST /interrupt": ScriptedServer.answer(""),
        ])
        let requests = try await cancelled(server).requests
        let told = requests.filter { $0.hasPrefix("POST /queue") || $0.hasPrefix("POST /interrupt") }
        #expect(told.count == 6)
        for pair in stride(from: 0, to: told.count - 1, by: 2) {
            #expect(told[pair].hasSuffix(#"{"delete":["\#(ScriptedComfyUI.prompt)"]}"#))
            #expect(told[pair + 1].hasSuffix(#"{"prompt_id":"\#(ScriptedComfyUI.prompt)"}"#))
        }
    }

    @Test func `a run that takes longer than the order may is stopped, and its end unknown`() async throws {
        let order = try GatewayOrder.comfy(limit: .seconds(60))
        let call = try await Self.endless().make(order, by: graph)
        #expect(call.failure?.reason == .unknown)
        #expect(call.failure?.receipt.id == ScriptedComfyUI.prompt)
        #expect(call.keys.contains("POST /api/jobs/{id}/cancel"))
        #expect(call.keys.last == "POST /history")
    }

    @Test func `a key stands in the header of every request and nowhere else`() async throws {
        let call = try await ScriptedComfyUI.working.make(try .comfy(), by: graph, key: Secret("open-sesame"))
        #expect(call.picture != nil)
        for request in call.requests {
            #expect(request.lowercased().contains("\r\nauthorization: bearer open-sesame\r\n"))
            #expect(
                request.lowercased().split(separator: "open-sesame", omittingEmptySubsequences: false).count
                    == 2
            )
        }
    }

    @Test(arguments: ["401 Unauthorized", "302 Found", "500 Internal Server Error"])
    func `no failure says a key, a prompt or an answer`(status: String) async throws {
        let answer = ScriptedServer.answer("their words", status: status)
        let server = Self.endless(["POST /prompt": answer])
        let call = try await server.make(try .comfy("my words"), by: graph, key: Secret("open-sesame"))
        let failure = try #require(call.failure)
        for secret in ["open-sesame", "my words", "their words"] {
            #expect(!"\(failure)".contains(secret))
            #expect(!String(reflecting: failure).contains(secret))
        }
    }

    @Test func `nobody is asked where the settings name no server`() async throws {
        let (comfy, lane) = try ScriptedComfyUI.lane(to: 1, graph)
        let other = Lane(
            label: "comfyui-2",
            base: lane.base,
            key: nil,
            destination: .localEngine("comfyui-2")
        )
        await #expect(throws: GatewayFailure(.denied)) { try await comfy.probe(other) }
        await #expect(throws: GatewayFailure(.denied)) {
            try await comfy.make(try .comfy(), at: other) { _ in }
        }
    }

    @Test func `a server that is not there took nothing`() async throws {
        let graph = graph
        // The port was just given back, so nobody has it.
        let port = try await ScriptedServer.serving(ScriptedServer.answer("")) { port, _ in port }
        let (comfy, lane) = try ScriptedComfyUI.lane(to: port, graph)
        await #expect(throws: GatewayFailure(.transport)) { try await comfy.probe(lane) }
        await #expect(throws: GatewayFailure(.transport)) {
            try await comfy.make(try .comfy(), at: lane) { _ in }
        }
    }

    @Test(arguments: [
        ("200 OK", #"{"system":{"os":"linux","comfyui_version":"0.36.0"},"devices":[]}"#, nil),
        ("200 OK", "<html>", GatewayFailure(.engineFailed)),
        ("200 OK", "{}", GatewayFailure(.engineFailed)),
        ("401 Unauthorized", "", GatewayFailure(.unauthorised)),
        ("404 Not Found", "", GatewayFailure(.modelGone)),
        ("502 Bad Gateway", "", GatewayFailure(.overloaded)),
    ])
    func `a probe asks how the server is, and no more`(
        status: String,
        body: String,
        expected: GatewayFailure?
    ) async throws {
        let graph = graph
        let answer = ScriptedServer.answer(body, status: status)
        try await ScriptedServer.serving(ScriptedComfyUI(["GET /system_stats": answer]).script) {
            port,
            server in
            let (comfy, lane) = try ScriptedComfyUI.lane(to: port, graph)
            var failure: GatewayFailure?
            do throws(GatewayFailure) { try await comfy.probe(lane) } catch { failure = error }
            #expect(failure == expected)
            #expect(server.requests.count == 1)
        }
    }
}
