import Engines
import Foundation
import Kernel
import Outbound
import TestSupport
import Testing

@testable import Gateways

/// Runs that go well, however the server tells of them.
struct ComfyUITests {
    private let portrait: ComfyGraph
    private let retouch: ComfyGraph

    init() throws {
        portrait = try ComfyGraphFile.read(ComfyGraphFile.portrait)
        retouch = try ComfyGraphFile.read(ComfyGraphFile.retouch)
    }

    private func make(
        _ server: ScriptedComfyUI,
        key: Secret? = nil,
        clock: Clock = .fast
    ) async throws -> ComfyCall {
        try await server.make(try .comfy(), by: portrait, key: key, clock: clock)
    }

    @Test func `a picture comes back, and nothing of it is left with the server`() async throws {
        let call = try await make(.working)
        let picture = try #require(call.picture)
        #expect(String(decoding: picture.bytes, as: UTF8.self) == "bytes")
        #expect(picture.receipt == GatewayReceipt(id: ScriptedComfyUI.prompt, end: "success"))
        #expect(picture.signature == nil)
        let once = call.keys.filter { $0 != "GET /history/{id}" }
        #expect(once == ["GET /ws", "POST /prompt", "GET /view", "POST /history"])
        let deletion = try call.body("POST /history")
        #expect(deletion == .object(["delete": .list([.text(ScriptedComfyUI.prompt)])]))
    }

    @Test func `the graph goes in filled, with the name of the socket that is open`() async throws {
        let call = try await make(.working)
        let order = try GatewayOrder.comfy()
        let names = ComfyNames(.seeded())
        let body = try #require(try call.body("POST /prompt").object)
        #expect(body["prompt"] == .object(try portrait.filled(with: portrait.values(of: order))))
        #expect(body["client_id"] == .text(names.client))
        #expect(body["prompt_id"] == .text(names.prompt))
        let socket = try #require(call.requests.first { $0.hasPrefix("GET /ws") })
        #expect(socket.hasPrefix("GET /ws?clientId=\(names.client) HTTP/1.1"))
        #expect(!call.requests.contains { $0.lowercased().contains("\r\norigin:") })
    }

    @Test func `the file is asked for as the history names it`() async throws {
        let odd = #"{"filename":"a b&c.png","subfolder":"nbp/x","type":"output"}"#
        let server = ScriptedComfyUI.working.with([
            "GET /history/{id}": ScriptedServer.answer(.history(images: odd))
        ])
        let call = try await make(server)
        let view = try #require(call.requests.first { $0.hasPrefix("GET /view") })
        #expect(view.hasPrefix("GET /view?filename=a%20b%26c.png&subfolder=nbp%2Fx&type=output HTTP/1.1"))
    }

    @Test func `pictures go up first, and the graph has them under the names that they got`() async throws {
        func named(_ name: String) -> ScriptedServer.Script {
            ScriptedServer.answer(#"{"name":"\#(name)","subfolder":"nbp","type":"input"}"#)
        }
        let uploads = ScriptedComfyUI.sequence(named("a.png"), named("b (1).png"), named("m.png"))
        let server = ScriptedComfyUI.working.with(["POST /upload/image": uploads])
        let pair = [GatewayOrder.Reference.comfy(), .comfy()]
        let order = try GatewayOrder.comfy(references: pair, mask: Data("mask".utf8), model: "retouch")
        let call = try await server.make(order, by: retouch)
        #expect(call.picture != nil)
        #expect(
            call.keys.prefix(4) == [
                "POST /upload/image", "POST /upload/image", "POST /upload/image", "GET /ws",
            ]
        )
        let nodes = try #require(try call.body("POST /prompt").object?["prompt"]?.object)
        let images = ["10", "12", "11"].map { nodes[$0]?.object?["inputs"]?.object?["image"] }
        #expect(images == [.text("nbp/a.png"), .text("nbp/b (1).png"), .text("nbp/m.png")])
        let names = call.requests.prefix(3).compactMap {
            $0.firstMatch(of: /filename="([0-9a-f]{32}\.png)"/)?.1
        }
        #expect(Set(names).count == 3)
    }

    @Test func `the socket alone tells of the end, although it is never time to look`() async throws {
        let late = ScriptedComfyUI.sequence(
            ScriptedServer.answer("{}"),
            ScriptedServer.answer("{}"),
            ScriptedServer.answer(.history())
        )
        let call = try await make(.working.with(["GET /history/{id}": late]), clock: .withoutLooks)
        #expect(call.picture != nil)
        #expect(call.keys.count { $0 == "GET /history/{id}" } == 3)
    }

    /// A socket that says nothing, one that ends at once, and two that are none.
    @Test(arguments: [
        nil, "", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
    ])
    func `the history alone tells of the end, whatever the socket does`(answer: String?) async throws {
        let socket: ScriptedServer.Script = { request, write in
            guard let answer else {
                try await ScriptedServer.openSocket(request, write, [])
                return try await ScriptedServer.forever()
            }
            guard !answer.isEmpty else {
                return try await ScriptedServer.openSocket(request, write, [ScriptedServer.Frame(.end)])
            }
            try await write(answer)
        }
        let late = ScriptedComfyUI.sequence(ScriptedServer.answer("{}"), ScriptedServer.answer(.history()))
        let queue = #"{"queue_running":[[1,"\#(ScriptedComfyUI.prompt)",{},{},[]]],"queue_pending":[]}"#
        let server = ScriptedComfyUI.working.with([
            "GET /ws": socket, "GET /history/{id}": late, "GET /queue": ScriptedServer.answer(queue),
        ])
        #expect(try await make(server).picture != nil)
    }

    @Test func `progress is passed on, and previews are not looked at`() async throws {
        let socket = ScriptedComfyUI.socket([
            .event("execution_start"),
            ScriptedServer.Frame(.binary, "\u{0}\u{0}\u{0}\u{1}\u{0}\u{0}\u{0}\u{1}\u{FF}\u{D8}"),
            .event("progress", #","value":14,"max":28"#),
            .event("progress", #","value":7,"max":28"#),
            .event("execution_success"),
        ])
        let call = try await make(.working.with(["GET /ws": socket]), clock: .withoutLooks)
        #expect(call.progress.map(\.stage) == [.waiting, .drawing, .drawing, .drawing, .finishing])
        #expect(call.progress.map(\.fraction) == [0, 0, 0.5, 0.5, 1])
    }
}
