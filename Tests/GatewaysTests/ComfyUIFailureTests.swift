import Foundation
import Kernel
import Outbound
import TestSupport
import Testing

@testable import Gateways

/// Runs that bring no picture, and those that nearly did not.
struct ComfyUIFailureTests {
    private let portrait: ComfyGraph
    private let retouch: ComfyGraph

    init() throws {
        portrait = try ComfyGraphFile.read(ComfyGraphFile.portrait)
        retouch = try ComfyGraphFile.read(ComfyGraphFile.retouch)
    }

    private func make(_ server: ScriptedComfyUI) async throws -> ComfyCall {
        try await server.make(try .comfy(), by: portrait)
    }

    /// A server that lets itself be told to stop.
    private static let stoppable = ScriptedComfyUI.working.with([
        "POST /api/jobs/{id}/cancel": ScriptedServer.answer(#"{"cancelled":true}"#)
    ])

    @Test func `a graph that nobody approved is not asked for`() async throws {
        let call = try await ScriptedComfyUI.working.make(try .comfy(model: "other"), by: portrait)
        #expect(call.failure == GatewayFailure(.modelGone))
        #expect(call.requests == [])
    }

    @Test func `an order that does not fit the graph is not asked for`() async throws {
        let order = try GatewayOrder.comfy(size: PixelSize(width: 1, height: 1))
        let call = try await ScriptedComfyUI.working.make(order, by: portrait)
        #expect(call.failure == GatewayFailure(.invalidRequest))
        #expect(call.requests == [])
    }

    @Test(arguments: [
        ("400 Bad Request", "", GatewayFailure(.invalidRequest)),
        (
            "400 Bad Request", #"{"error":{"type":"missing_node_type"},"node_errors":[]}"#,
            GatewayFailure(.modelGone)
        ),
        ("401 Unauthorized", "<html>", GatewayFailure(.unauthorised)),
        ("404 Not Found", "", GatewayFailure(.modelGone)),
        ("429 Too Many Requests", "", GatewayFailure(.rateLimited, pause: .seconds(7))),
        ("302 Found", "", GatewayFailure(.unauthorised)),
    ])
    func `a graph that is refused is not stopped, for it never ran`(
        status: String,
        body: String,
        failure: GatewayFailure
    ) async throws {
        let headers = (status.hasPrefix("429") ? ["Retry-After: 7"] : []) + ["Location: http://127.0.0.1:1/"]
        let refusal = ScriptedServer.answer(body, status: status, headers: headers)
        let call = try await make(.working.with(["POST /prompt": refusal]))
        #expect(call.failure == failure)
        #expect(call.keys == ["GET /ws", "POST /prompt"])
    }

    @Test(arguments: [
        ("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n", GatewayFailure.Reason.overloaded),
        ("HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n", .overloaded),
        ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", .engineFailed),
        ("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"prompt_id\":", .engineFailed),
        ("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"prompt_id\":", .unknown),
        ("", .unknown),
    ])
    func `a graph that may have been heard is stopped by its name`(
        answer: String,
        reason: GatewayFailure.Reason
    ) async throws {
        let server = Self.stoppable.with(["POST /prompt": { _, write in try await write(answer) }])
        let call = try await make(server)
        #expect(call.failure?.reason == reason)
        #expect(call.keys.contains("POST /api/jobs/{id}/cancel"))
        #expect(call.requests.contains { $0.hasPrefix("POST /api/jobs/\(ScriptedComfyUI.prompt)/cancel") })
        #expect(call.keys.last == "POST /history")
    }

    @Test func `a run without the output that is fetched is stopped`() async throws {
        let acceptance = #"""
            {"prompt_id":"\#(ScriptedComfyUI.prompt)","number":1,"node_errors":{"4":{"errors":[{"type":"value_not_in_list"}],
            "dependent_outputs":["9"],"class_type":"CheckpointLoaderSimple"}}}
            """#
        let call = try await make(Self.stoppable.with(["POST /prompt": ScriptedServer.answer(acceptance)]))
        #expect(call.failure?.reason == .modelGone)
        #expect(call.keys.contains("POST /api/jobs/{id}/cancel"))
    }

    @Test func `a run without some other output goes on`() async throws {
        let acceptance = #"""
            {"prompt_id":"\#(ScriptedComfyUI.prompt)","node_errors":{"4":{"errors":[],"dependent_outputs":["8"]}}}
            """#
        #expect(
            try await make(.working.with(["POST /prompt": ScriptedServer.answer(acceptance)])).picture != nil
        )
    }

    @Test(arguments: [
        (String.history(images: ""), GatewayFailure.Reason.noImage, "success"),
        (
            .history(
                status: "error",
                end: #"["execution_error",{"exception_type":"torch.OutOfMemoryError"}]"#
            ),
            .engineFailed, "torch.OutOfMemoryError"
        ),
        (
            .history(status: "error", end: #"["execution_interrupted",{}]"#), .engineFailed,
            "execution_interrupted"
        ),
    ])
    func `a run that ended without a picture is forgotten, and not stopped`(
        history: String,
        reason: GatewayFailure.Reason,
        end: String
    ) async throws {
        let call = try await make(.working.with(["GET /history/{id}": ScriptedServer.answer(history)]))
        #expect(call.failure?.reason == reason)
        #expect(call.failure?.receipt == GatewayReceipt(id: ScriptedComfyUI.prompt, end: end))
        #expect(call.keys.last == "POST /history")
    }

    @Test func `looks that fail are made up for by later ones`() async throws {
        let looks = ScriptedComfyUI.sequence(
            ScriptedServer.answer("", status: "503 Service Unavailable"),
            ScriptedServer.answer("<html>"),
            { _, write in try await write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{") },
            ScriptedServer.answer("{"),
            ScriptedServer.answer("", status: "429 Too Many Requests"),
            ScriptedServer.answer(.history())
        )
        let server = ScriptedComfyUI.working.with([
            "GET /ws": ScriptedComfyUI.socket([]), "GET /history/{id}": looks,
        ])
        #expect(try await make(server).picture != nil)
    }

    @Test func `a look that is not allowed ends the wait`() async throws {
        let server = Self.stoppable.with([
            "GET /history/{id}": ScriptedServer.answer("", status: "403 Forbidden")
        ])
        #expect(try await make(server).failure?.reason == .unauthorised)
    }

    @Test func `a run that a restart lost is given up as unknown`() async throws {
        let queue = ScriptedServer.answer(#"{"queue_running":[],"queue_pending":[[1,"theirs",{},{},[]]]}"#)
        let server = Self.stoppable.with([
            "GET /ws": ScriptedComfyUI.socket([.event("execution_start"), ScriptedServer.Frame(.end)]),
            "GET /history/{id}": ScriptedServer.answer("{}"), "GET /queue": queue,
        ])
        let call = try await make(server)
        #expect(call.failure?.reason == .unknown)
        #expect(call.failure?.receipt.id == ScriptedComfyUI.prompt)
        #expect(call.keys.count { $0 == "GET /queue" } == 1)
    }

    @Test func `a file that comes late is waited for`() async throws {
        let missing = ScriptedServer.answer("", status: "404 Not Found")
        let view = ScriptedComfyUI.sequence(
            missing,
            ScriptedServer.answer(""),
            ScriptedServer.answer("bytes")
        )
        #expect(try await make(.working.with(["GET /view": view])).picture != nil)
    }

    @Test(arguments: [
        "404 Not Found\r\nContent-Length: 0\r\n\r\n",
        "200 OK\r\nContent-Length: 0\r\n\r\n",
        "200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 6\r\n\r\n<html>",
        "200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
        "200 OK\r\nContent-Type: image/png\r\nContent-Length: 99\r\n\r\nbyt",
    ])
    func `a file that is none is the engine's failure`(answer: String) async throws {
        let view: ScriptedServer.Script = { _, write in try await write("HTTP/1.1 \(answer)") }
        let call = try await make(.working.with(["GET /view": view]))
        #expect(call.failure?.reason == .engineFailed)
        #expect(call.keys.last == "POST /history")
    }

    @Test(arguments: [
        ("413 Content Too Large", GatewayFailure(.invalidRequest, reference: 0)),
        ("400 Bad Request", GatewayFailure(.invalidRequest, reference: 0)),
        ("503 Service Unavailable", GatewayFailure(.overloaded)),
    ])
    func `a picture that cannot go up is named`(status: String, failure: GatewayFailure) async throws {
        let server = ScriptedComfyUI(["POST /upload/image": ScriptedServer.answer("", status: status)])
        let pair = [GatewayOrder.Reference.comfy(), .comfy()]
        let order = try GatewayOrder.comfy(references: pair, mask: Data("mask".utf8), model: "retouch")
        let call = try await server.make(order, by: retouch)
        #expect(call.failure == failure)
        #expect(call.keys == ["POST /upload/image"])
    }
}
