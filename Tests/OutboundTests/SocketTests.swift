import Foundation
import Kernel
import TestSupport
import Testing

@testable import Outbound

/// Web sockets: what is heard, and what is refused.
struct SocketTests {
    typealias Frame = ScriptedServer.Frame

    /// The texts that are heard of a server that sends these frames and waits.
    private func hear(_ frames: [Frame], _ limits: OutboundLimits = .sockets) async throws -> [String] {
        try await hear(limits) { request, write in
            try await ScriptedServer.openSocket(request, write, frames)
            try await ScriptedServer.forever()
        }
    }

    private func hear(
        _ limits: OutboundLimits = .sockets,
        _ script: @escaping ScriptedServer.Script
    ) async throws -> [String] {
        try await ScriptedServer.serving(script) { port, _ in
            try await Outbound.forTests().socket(
                .get(url("http://127.0.0.1:\(port)/ws?clientId=a"), limits: limits),
                to: .operators
            ) { messages in
                var texts: [String] = []
                for try await message in messages { texts.append(String(decoding: message, as: UTF8.self)) }
                return texts
            }
        }
    }

    @Test func `texts are heard in their order, whole or in pieces, and all else is skipped`() async throws {
        let texts = try await hear([
            Frame(.text, "one"),
            Frame(.binary, "\u{0}\u{0}\u{0}\u{1}picture"),
            Frame(.text, "tw", isLast: false),
            Frame(.ping, "still there?"),
            Frame(.continuation, "o", isLast: true),
            Frame(.pong),
            Frame(.text, String(repeating: "3", count: 300)),
            Frame(.end),
            Frame(.text, "too late"),
        ])
        #expect(texts == ["one", "two", String(repeating: "3", count: 300)])
    }

    @Test func `the request names the place, carries what it was given, and no origin`() async throws {
        let script: ScriptedServer.Script = { request, write in
            try await ScriptedServer.openSocket(request, write, [Frame(.end)])
        }
        let (request, port) = try await ScriptedServer.serving(script) { port, server in
            let call = OutboundCall.get(
                try url("http://127.0.0.1:\(port)/ws?clientId=a"),
                headers: [(name: "Authorization", value: "Bearer key")],
                limits: .sockets
            )
            try await Outbound.forTests().socket(call, to: .operators) { messages in
                for try await _ in messages {}
            }
            return (server.requests.first ?? "", port)
        }
        let lines = request.components(separatedBy: "\r\n").map { $0.lowercased() }
        #expect(lines.first == "get /ws?clientid=a http/1.1")
        #expect(lines.contains("host: 127.0.0.1:\(port)"))
        #expect(lines.contains("upgrade: websocket"))
        #expect(lines.contains("sec-websocket-version: 13"))
        #expect(lines.contains("authorization: bearer key"))
        #expect(!lines.contains { $0.hasPrefix("origin:") })
    }

    @Test func `a connection that ends without a word ends the texts`() async throws {
        let heard = Latch()
        let script: ScriptedServer.Script = { request, write in
            try await ScriptedServer.openSocket(request, write, [Frame(.text, "one")])
            try await heard.wait()
        }
        let texts = try await ScriptedServer.serving(script) { port, _ in
            try await Outbound.forTests().socket(
                .get(url("http://127.0.0.1:\(port)/"), limits: .sockets),
                to: .operators
            ) { messages in
                var texts = 0
                for try await _ in messages {
                    texts += 1
                    heard.open()
                }
                return texts
            }
        }
        #expect(texts == 1)
    }

    @Test func `a connection that ends in the moment of its agreement ends the texts too`() async throws {
        _ = try await hear { request, write in try await ScriptedServer.openSocket(request, write, []) }
    }

    @Test(arguments: [
        "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone",
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
        "no HTTP at all\r\n\r\n",
        "",
    ])
    func `who does not agree to a socket gets none`(answer: String) async {
        await #expect(throws: OutboundError.damaged) {
            try await hear { _, write in try await write(answer) }
        }
    }

    @Test func `who does not answer is given up when the socket should stand`() async {
        var limits = OutboundLimits.sockets
        limits.connect = .milliseconds(300)
        await #expect(throws: OutboundError.damaged) {
            try await hear(limits) { _, _ in try await ScriptedServer.forever() }
        }
    }

    @Test func `a socket that says nothing is given up at the deadline`() async {
        var limits = OutboundLimits.sockets
        limits.whole = .milliseconds(300)
        await #expect(throws: OutboundError.timedOut) {
            try await hear(limits) { request, write in
                try await ScriptedServer.openSocket(request, write, [])
                try await ScriptedServer.forever()
            }
        }
    }

    @Test(arguments: [
        [Frame(.text, String(repeating: "x", count: 1_025))],
        [
            Frame(.text, String(repeating: "x", count: 600), isLast: false),
            Frame(.continuation, String(repeating: "x", count: 600)),
        ],
        [Frame(.binary, String(repeating: "x", count: 1_025))],
    ])
    func `a message larger than the limit is refused`(frames: [Frame]) async {
        await #expect(throws: OutboundError.tooLarge) { try await hear(frames) }
    }

    @Test func `what breaks the protocol is refused`() async {
        await #expect(throws: OutboundError.damaged) { try await hear([Frame(.continuation, "of nothing")]) }
    }

    @Test func `where a call may not go, a socket may not either`() async throws {
        let near = try url("http://10.0.0.1/ws")
        await #expect(throws: OutboundError.addressRefused) {
            try await Outbound.forTests().socket(.get(near), to: .operators) { _ in }
        }
        await #expect(throws: OutboundError.tlsRequired) {
            try await Outbound.forTests().socket(.get(near), to: .persons) { _ in }
        }
        await #expect(throws: OutboundError.egressDenied) {
            try await Outbound.forTests().socket(.get(near), to: .localEngine("comfyui-1")) { _ in }
        }
    }

    @Test func `what the reader throws comes back as it is`() async {
        struct Enough: Error {}
        let script: ScriptedServer.Script = { request, write in
            try await ScriptedServer.openSocket(request, write, [Frame(.text, "one")])
        }
        await #expect(throws: Enough.self) {
            try await ScriptedServer.serving(script) { port, _ in
                let call = OutboundCall.get(try url("http://127.0.0.1:\(port)/"), limits: .sockets)
                try await Outbound.forTests().socket(call, to: .operators) { _ in throw Enough() }
            }
        }
    }

    @Test func `over TLS the certificate is checked for the name`() async throws {
        let authority = try Authority()
        let script: ScriptedServer.Script = { request, write in
            try await ScriptedServer.openSocket(request, write, [Frame(.text, "over TLS"), Frame(.end)])
            try await ScriptedServer.forever()
        }
        for (name, isFit) in [("sign-in.test", true), ("other.test", false)] {
            let heard = try? await ScriptedServer.serving(tls: authority.server(named: name), script) {
                port,
                _ in
                try await Outbound.forTests(
                    trust: .only([try authority.root]),
                    resolver: .knowing("127.0.0.1")
                )
                .socket(.get(url("https://sign-in.test:\(port)/"), limits: .sockets), to: .operators) {
                    messages in
                    try await messages.first { _ in true }
                }
            }
            #expect((heard != nil) == isFit)
        }
    }

    @Test func `cancelling the task gives the socket up`() async throws {
        let open = Latch()
        let script: ScriptedServer.Script = { request, write in
            try await ScriptedServer.openSocket(request, write, [])
            try await ScriptedServer.forever()
        }
        await #expect(throws: CancellationError.self) {
            try await ScriptedServer.serving(script) { port, _ in
                try await withThrowingTaskGroup { group in
                    group.addTask {
                        try await Outbound.forTests().socket(
                            .get(url("http://127.0.0.1:\(port)/")),
                            to: .operators
                        ) { messages in
                            open.open()
                            for try await _ in messages {}
                            try Task.checkCancellation()
                        }
                    }
                    try await open.wait()
                    group.cancelAll()
                    try await group.waitForAll()
                }
            }
        }
    }
}

extension OutboundLimits {
    /// For what must be judged by its size.
    static var sockets: OutboundLimits {
        var limits = OutboundLimits()
        limits.bodySize = 1_024
        return limits
    }
}
