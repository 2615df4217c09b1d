import Engines
import Foundation
import Kernel
import Outbound
import Synchronization
import TestSupport
import Testing

@testable import Gateways

/// A ComfyUI as a test writes it: what it answers, by method and path.
///
/// Ids in paths are written `{id}`; a path that has no answer fails the test.
struct ScriptedComfyUI: Sendable {
    typealias Script = ScriptedServer.Script

    /// The id of the run that a test asks for: names come from a source that repeats itself.
    static let prompt = ComfyNames(.seeded()).prompt

    /// One that makes a picture of five bytes and says so at once by its socket.
    static let working = ScriptedComfyUI([
        "POST /upload/image": ScriptedServer.answer(#"{"name":"a.png","subfolder":"nbp","type":"input"}"#),
        "GET /ws": socket([.event("execution_start"), .event("execution_success")]),
        "POST /prompt": ScriptedServer.answer(#"{"prompt_id":"\#(prompt)","number":1,"node_errors":{}}"#),
        "GET /history/{id}": ScriptedServer.answer(.history()),
        "GET /view": ScriptedServer.answer("bytes", headers: ["Content-Type: image/png"]),
        "POST /history": ScriptedServer.answer(""),
    ])

    private var answers: [String: Script]

    init(_ answers: [String: Script]) {
        self.answers = answers
    }

    /// The same with other answers on these paths.
    func with(_ changes: [String: Script]) -> ScriptedComfyUI {
        ScriptedComfyUI(answers.merging(changes) { $1 })
    }

    /// A socket that sends these frames and then stays.
    static func socket(_ frames: [ScriptedServer.Frame]) -> Script {
        { request, write in
            try await ScriptedServer.openSocket(request, write, frames)
            try await ScriptedServer.forever()
        }
    }

    /// One answer after another; the last one stays.
    static func sequence(_ scripts: Script...) -> Script {
        let count = Counter()
        return { request, write in
            try await scripts[min(count.next(), scripts.count - 1)](request, write)
        }
    }

    var script: Script {
        { request, write in
            let key = Self.key(of: request)
            guard let answer = answers[key] else {
                Issue.record("\(key) was asked for")
                return
            }
            try await answer(request, write)
        }
    }

    /// `POST /api/jobs/{id}/cancel`, without what is asked for there.
    static func key(of request: String) -> String {
        let line = request.prefix { !$0.isNewline }.split(separator: " ")
        guard line.count == 3 else { return "" }
        let path = line[1].prefix { $0 != "?" }
        return "\(line[0]) \(path)".replacing(/\/(history|jobs)\/[^\/]+/) { "/\($0.1)/{id}" }
    }

    private final class Counter: Sendable {
        private let count = Mutex(0)

        func next() -> Int {
            count.withLock { count in
                defer { count += 1 }
                return count
            }
        }
    }
}

extension ScriptedServer.Frame {
    /// An event of the run.
    static func event(_ type: String, _ members: String = "") -> Self {
        Self(.text, #"{"type":"\#(type)","data":{"prompt_id":"\#(ScriptedComfyUI.prompt)"\#(members)}}"#)
    }
}

extension String {
    /// The history of the run, ended as told.
    static func history(
        images: String = #"{"filename":"a_1_.png","subfolder":"nbp","type":"output"}"#,
        status: String = "success",
        end: String = #"["execution_success",{}]"#
    ) -> String {
        #"""
        {"\#(ScriptedComfyUI.prompt)":{"prompt":[1,"id",{}],"outputs":{"9":{"images":[\#(images)]}},
        "status":{"status_str":"\#(status)","completed":true,"messages":[["execution_start",{}],\#(end)]}}}
        """#
    }
}

/// What came of a call, and what the server was asked.
struct ComfyCall: Sendable {
    let result: Result<GatewayPicture, GatewayFailure>
    let requests: [String]
    let progress: [EngineProgress]

    var failure: GatewayFailure? {
        guard case .failure(let failure) = result else { return nil }
        return failure
    }
    var picture: GatewayPicture? { try? result.get() }
    var keys: [String] { requests.map(ScriptedComfyUI.key) }

    /// The body of the only request of its kind, as JSON.
    func body(_ key: String) throws -> ComfyJSON {
        let all = requests.filter { ScriptedComfyUI.key(of: $0) == key }
        let request = try #require(all.first)
        #expect(all.count == 1)
        let parts = request.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        return try JSONDecoder().decode(ComfyJSON.self, from: Data(parts[1].utf8))
    }
}

extension ScriptedComfyUI {
    /// Asks for a picture, and waits until that has ended.
    func make(
        _ order: GatewayOrder,
        by graph: ComfyGraph,
        key: Secret? = nil,
        clock: Clock = .fast
    ) async throws -> ComfyCall {
        try await ScriptedServer.serving(script) { port, server in
            let (comfy, lane) = try Self.lane(to: port, graph, key, clock)
            let progress = Mutex<[EngineProgress]>([])
            let result: Result<GatewayPicture, GatewayFailure>
            do throws(GatewayFailure) {
                result = .success(
                    try await comfy.make(order, at: lane) { step in progress.withLock { $0.append(step) } }
                )
            } catch {
                result = .failure(error)
            }
            return ComfyCall(
                result: result,
                requests: server.requests,
                progress: progress.withLock { $0 }
            )
        }
    }

    static func lane(
        to port: Int,
        _ graph: ComfyGraph,
        _ key: Secret? = nil,
        _ clock: Clock = .fast
    ) throws -> (ComfyUI, Lane) {
        let base = try #require(OutboundURL("http://127.0.0.1:\(port)"))
        let policy = OutboundPolicy(isLocal: true, localEngines: ["comfyui-1": [base.origin]])
        let outbound = Outbound(
            policy,
            resolver: Resolver { _ in [] },
            clock: .system,
            randomness: .seeded()
        )
        let comfy = ComfyUI(
            outbound: outbound,
            graphs: [graph.id: graph],
            clock: clock,
            randomness: .seeded()
        )
        let lane = Lane(label: "comfyui-1", base: base, key: key, destination: .localEngine("comfyui-1"))
        return (comfy, lane)
    }
}

extension Clock {
    /// A second of it passes in five milliseconds.
    static let fast = Clock(now: { Clock.system.now() }, sleep: { try await Task.sleep(for: $0 / 200) })

    /// The same, but it is never time to look into the history.
    static let withoutLooks = Clock(
        now: { Clock.system.now() },
        sleep: { pause in
            if pause == .seconds(2) { try await ScriptedServer.forever() }
            try await Task.sleep(for: pause / 200)
        }
    )
}

extension GatewayOrder {
    static func comfy(
        _ words: String = "a red house",
        without: String = "",
        size: PixelSize = PixelSize(width: 768, height: 1_024),
        seed: Int = 421_337,
        references: [Reference] = [],
        mask: Data? = nil,
        turns: [Turn] = [],
        model: String = "portrait",
        limit: Duration = .seconds(4_000)
    ) throws -> GatewayOrder {
        GatewayOrder(
            model: model,
            prompt: try Prompt(orNone: words),
            negativePrompt: try Prompt(orNone: without),
            size: size,
            seed: try #require(Seed(seed)),
            references: references,
            mask: mask,
            turns: turns,
            limit: limit
        )
    }
}

extension GatewayOrder.Reference {
    static func comfy(width: Int = 768, height: Int = 1_024) -> Self {
        Self(bytes: Data("picture".utf8), format: .png, size: PixelSize(width: width, height: height))
    }
}
