import Engines
import Foundation
import Kernel
import Outbound
import Synchronization
import TestSupport
import Testing

@testable import Gateways

/// What the tests of the self-hosted servers share.
enum DiffusionSupport {
    static let size = PixelSize(width: 64, height: 128)
    /// Base64 of `picture`.
    static let pictureText = "cGljdHVyZQ=="
    static let picture = Data("picture".utf8)

    /// The head of a PNG, which is all of it that an adapter reads.
    static func png(_ size: PixelSize = size) -> Data {
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
        bytes += Array("IHDR".utf8)
        for side in [size.width, size.height] {
            bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: side >> $0) }
        }
        return Data(bytes + [8, 0, 0, 0, 0])
    }

    static func reference(_ size: PixelSize = size) -> GatewayOrder.Reference {
        GatewayOrder.Reference(bytes: png(size), format: .png, size: size)
    }

    static func order(
        _ prompt: String = "a tea house in the rain",
        model: String = "model.safetensors",
        negative: String = "",
        size: PixelSize = size,
        references: [GatewayOrder.Reference] = [],
        mask: Data? = nil,
        turns: [GatewayOrder.Turn] = [],
        limit: Duration = .seconds(1_800)
    ) throws -> GatewayOrder {
        GatewayOrder(
            model: model,
            prompt: try Prompt(orNone: prompt),
            negativePrompt: try Prompt(orNone: negative),
            size: size,
            seed: Seed(clamping: 421_337),
            references: references,
            mask: mask,
            turns: turns,
            limit: limit
        )
    }

    static func lane(_ port: Int, path: String = "", key: Secret? = nil) throws -> Lane {
        Lane(
            label: "workshop",
            base: try #require(OutboundURL("http://127.0.0.1:\(port)\(path)")),
            key: key,
            destination: .localEngine("workshop")
        )
    }

    /// A way out to this machine alone.
    static func outbound(_ port: Int) throws -> Outbound {
        let base = try #require(OutboundURL("http://127.0.0.1:\(port)"))
        let policy = OutboundPolicy(isLocal: true, localEngines: ["workshop": [base.origin]])
        return Outbound(policy, clock: .system, randomness: .seeded())
    }

    /// JSON as something that can be compared.
    static func members(_ json: Data) throws -> NSDictionary {
        try #require(try JSONSerialization.jsonObject(with: json) as? NSDictionary)
    }

    static func members(_ json: String) throws -> NSDictionary {
        try members(Data(json.utf8))
    }

    /// Every beginning of a text, and the text with each of its bytes made another.
    static func damaged(_ text: String) -> [Data] {
        let bytes = Array(text.utf8)
        let cut = bytes.indices.map { Data(bytes[..<$0]) }
        let changed = bytes.indices.flatMap { index in
            [UInt8(0), 0x22, 0x2D, 0x30, 0x5B, 0x7B, 0xFF].map { byte in
                var copy = bytes
                copy[index] = byte
                return Data(copy)
            }
        }
        return cut + changed
    }
}

/// A clock on which nobody waits: every pause is noted and over at once.
final class HastyClock: Sendable {
    private let state = Mutex((now: Timestamp(milliseconds: 1_795_456_800_000), pauses: [Duration]()))

    var pauses: [Duration] { state.withLock { $0.pauses } }

    var clock: Clock {
        Clock(
            now: { self.state.withLock { $0.now } },
            sleep: { pause in
                try Task.checkCancellation()
                self.state.withLock {
                    $0.now = $0.now + pause
                    $0.pauses.append(pause)
                }
            }
        )
    }
}

/// What was told of a picture's progress.
final class Reports: Sendable {
    private let state = Mutex<[EngineProgress]>([])

    var all: [EngineProgress] { state.withLock { $0 } }
    /// `waiting 0`, `drawing 0.5`.
    var lines: [String] { all.map { "\($0.stage) \($0.fraction)" } }

    var report: @Sendable (EngineProgress) -> Void {
        { progress in self.state.withLock { $0.append(progress) } }
    }
}

/// Answers by method and path: each route its answers in turn, the last one for ever; a route that is not there fails the test.
final class Routes: Sendable {
    struct Answer: Sendable {
        let script: ScriptedServer.Script

        init(_ script: @escaping ScriptedServer.Script) {
            self.script = script
        }

        static func json(_ body: String, status: String = "200 OK", headers: [String] = []) -> Answer {
            let headers = ["Content-Type: application/json"] + headers
            return Answer(ScriptedServer.answer(body, status: status, headers: headers))
        }

        static func status(_ status: String, headers: [String] = []) -> Answer {
            Answer(ScriptedServer.answer("", status: status, headers: headers))
        }

        static let page = Answer(
            ScriptedServer.answer("<html>Not here</html>", headers: ["Content-Type: text/html"])
        )
        /// Says that more is to come, and hangs up.
        static let cut = Answer { _, write in
            try await write("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n{\"id\":\"job")
        }
        /// Hangs up without a word.
        static let silence = Answer { _, _ in }

        /// Does something else first.
        func after(_ work: @escaping @Sendable () async throws -> Void) -> Answer {
            Answer { request, write in
                try await work()
                try await script(request, write)
            }
        }
    }

    private let left: Mutex<[String: [Answer]]>

    init(_ routes: [String: [Answer]]) {
        left = Mutex(routes)
    }

    var script: ScriptedServer.Script {
        { request, write in
            let route = ScriptedServer.route(of: request)
            let answer = self.left.withLock { left -> Answer? in
                guard let answers = left[route], let first = answers.first else { return nil }
                if answers.count > 1 { left[route] = Array(answers.dropFirst()) }
                return first
            }
            guard let answer else {
                Issue.record("\(route) was asked for")
                return
            }
            try await answer.script(request, write)
        }
    }
}

extension ScriptedServer {
    /// Method and path of all requests so far.
    var asked: [String] { requests.map(Self.route) }

    /// The bodies that were sent to a route.
    func bodies(_ route: String) -> [String] {
        requests.filter { Self.route(of: $0) == route }.compactMap { request in
            request.firstRange(of: "\r\n\r\n").map { String(request[$0.upperBound...]) }
        }
    }

    static func route(of request: String) -> String {
        request.prefix { $0 != "\r\n" }.split(separator: " ").prefix(2).joined(separator: " ")
    }
}
