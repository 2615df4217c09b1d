import Engines
import Foundation
import Imaging
import Kernel
import Outbound
import TestSupport
import Testing

@testable import Gateways

/// How what was said and shown before reaches the engines of a model.
struct EngineConversationTests {
    private static let key = PictureKey(job: .sample(), position: 0, subject: .sample())
    private let journal = MemoryJournal()

    private func model(
        engine: String = "gemini",
        upstream: String = "banana",
        references: Int = 14,
        keepsTurns: Bool = true,
        fallback: String? = nil
    ) throws -> Model {
        let fallbacks = fallback.map { #", "fallbacks": [{"engine": "\#($0)", "model": "other"}]"# } ?? ""
        let row = """
            {"id": "row", "engine": "\(engine)", "aliases": [], "tasks": ["generate", "edit"], "kind": "generative",
             "sizes": "table", "aspect_ratios": ["1:1"], "resolutions": ["1K"], "styles": [], "most_images": 1,
             "takes_seed": true, "credits_per_image": 0, "typical_seconds": {}, "place": "here",
             "upstream": "\(upstream)", "most_references": \(references), "keeps_turns": \(keepsTurns)\(fallbacks)}
            """
        return try JSONDecoder().decode(Model.self, from: Data(row.utf8))
    }

    private func engine(_ gateways: [String: ScriptedGateway]) -> RemoteEngine {
        let clock = TestClock().clock
        let stations = gateways.mapValues { gateway in
            Station(
                gateway: gateway,
                pool: LanePool([.sample("lane-1")], limits: LanePool.Limits(concurrency: 4), clock: clock),
                isOwn: false
            )
        }
        let ids = IDs(clock: clock, randomness: .seeded())
        return RemoteEngine(
            router: Router(stations, journal: journal, clock: clock, randomness: .seeded(), ids: ids),
            remembering: ["gemini"],
            imaging: .forTests,
            clock: clock
        )
    }

    private func order(
        _ turns: [EngineTurn],
        by model: Model,
        saying words: String = "at night"
    ) async throws -> EngineOrder {
        let picture = try await Picture.plain(PixelSize(width: 64, height: 64))
        return try EngineOrder(
            prompt: Prompt(words),
            size: PixelSize(.square, .oneK),
            seed: Seed(clamping: 7),
            style: nil,
            references: [picture],
            turns: turns,
            errand: EngineErrand(model: model, picture: Self.key)
        )
    }

    /// What the last of a model's engines was asked: it answers with what is no picture, which matters to nobody here.
    private func asked(
        _ turns: [EngineTurn],
        by model: Model,
        saying words: String = "at night"
    ) async throws -> GatewayOrder {
        let gateway = ScriptedGateway([.picture])
        let order = try await order(turns, by: model, saying: words)
        await #expect(throws: EngineError.failed) {
            try await engine([model.engine: gateway]).make(order) { _ in }
        }
        return try #require(gateway.orders.first)
    }

    private func turn(
        _ words: String,
        _ memory: PictureMemory? = nil,
        shown: Int = 0
    ) async throws -> EngineTurn {
        let picture = try await Picture.plain(PixelSize(width: 64, height: 64))
        return try EngineTurn(
            words: Prompt(orNone: words),
            shown: Array(repeating: picture, count: shown),
            picture: picture,
            memory: memory
        )
    }

    private func memory(_ engine: String = "gemini", _ model: String = "banana") -> PictureMemory? {
        PictureMemory(
            engine: engine,
            model: model,
            signature: "c2ln+/8=",
            words: [SignedWords(text: "Here.", signature: "d29y")]
        )
    }

    @Test func `an engine that keeps turns gets its pictures back as its own`() async throws {
        let order = try await asked(
            [turn("a lamp", memory(), shown: 1), turn("blue", memory())],
            by: model()
        )
        #expect(order.turns.map(\.speaker) == [.person, .model, .person, .model])
        #expect(order.turns.map(\.text) == ["a lamp", "", "blue", ""])
        #expect(order.turns.map(\.signature) == [nil, "c2ln+/8=", nil, "c2ln+/8="])
        #expect(order.turns.map(\.pictures.count) == [1, 1, 0, 1])
        #expect(order.turns[1].signedWords == [SignedWords(text: "Here.", signature: "d29y")])
        #expect(order.prompt.text == "at night" && order.references.isEmpty)
        #expect(journal.begun.map(\.fields) == [[.prompt, .references, .history]])
    }

    @Test(arguments: [("gemini", "another"), ("openai", "banana")])
    func `what another engine or model gave is not handed on`(engine: String, made: String) async throws {
        let order = try await asked([turn("a lamp", memory(engine, made), shown: 2)], by: model())
        #expect(order.turns.map(\.speaker) == [.person])
        #expect(order.turns[0].text.hasSuffix("a lamp"))
        #expect(order.turns[0].pictures.count == 1 && order.turns[0].signature == nil)
    }

    @Test func `one that keeps none gets the last picture, and is told the wishes`() async throws {
        let order = try await asked(
            [turn("a lamp", memory()), turn(""), turn("blue")],
            by: model(engine: "openai", keepsTurns: false)
        )
        #expect(order.turns.isEmpty && order.references.count == 1)
        let words = order.prompt.text
        #expect(words.contains("1. a lamp\n2. blue\n") && words.hasSuffix("at night"))
        #expect(journal.begun.map(\.fields) == [[.prompt, .references, .history]])
    }

    @Test func `one that takes a single picture is told what to do alone`() async throws {
        let order = try await asked(
            [turn("a lamp"), turn("blue")],
            by: model(engine: "sdcpp", references: 1, keepsTurns: false)
        )
        #expect(order.prompt.text == "at night" && order.references.count == 1)
        #expect(journal.begun.map(\.fields) == [[.prompt, .references]])
    }

    @Test func `an order that goes on with nothing says nothing more`() async throws {
        let order = try await asked([], by: model())
        #expect(order.prompt.text == "at night" && order.turns.isEmpty && order.references.count == 1)
        #expect(journal.begun.map(\.fields) == [[.prompt, .references]])
    }

    @Test func `where the first engine cannot, the next one is told in its own way`() async throws {
        let (first, second) = (
            ScriptedGateway([.failure(GatewayFailure(.modelGone))]), ScriptedGateway([.picture])
        )
        let order = try await order([turn("a lamp", memory())], by: model(fallback: "openai"))
        await #expect(throws: EngineError.failed) {
            try await engine(["gemini": first, "openai": second]).make(order) { _ in }
        }
        #expect(first.orders.map(\.turns.count) == [2])
        #expect(second.orders.map(\.turns.count) == [0])
        #expect(second.orders.map(\.references.count) == [1])
        #expect(second.orders.first?.prompt.text.contains("1. a lamp") == true)
    }

    @Test(arguments: 0..<24)
    func `wishes of any length leave room for what is asked now`(seed: Int) async throws {
        let lengths = (0..<8).map { (seed * 7_919 + $0 * 10_007) % (Prompt.longest + 1) }
        let now = String(repeating: "n", count: max(1, (seed * 4_099) % (Prompt.longest + 1)))
        var turns: [EngineTurn] = []
        for length in lengths { turns.append(try await turn(String(repeating: "w", count: length))) }
        let wishes = EarlierWishes(turns, before: try Prompt(now), for: try model())
        #expect(wishes.prompt.text.unicodeScalars.count <= Prompt.longest)
        #expect(wishes.prompt.text.hasSuffix(now))
        #expect(wishes.areTold == (wishes.prompt.text != now))
    }

    @Test func `of wishes that do not all fit the oldest are left out`() async throws {
        let long = String(repeating: "w", count: Prompt.longest / 2)
        let turns = [try await turn("ancient \(long)"), try await turn("newest \(long.dropLast(100))")]
        let wishes = EarlierWishes(turns, before: try Prompt("at night"), for: try model())
        #expect(!wishes.prompt.text.contains("ancient ") && wishes.prompt.text.contains("1. newest "))
    }

    @Test func `what came along with a picture is kept under the name of who made it`() async throws {
        let size = PixelSize(.square, .oneK)
        let png = try await Imaging.forTests.encode(.plain(size), as: .png)
        let words = [SignedWords(text: "Here.", signature: "d29y")]
        let gateway = ScriptedGateway([.signed(png, "c2ln+/8=", words)])
        let result = try await engine(["gemini": gateway]).make(order([], by: model())) { _ in }
        #expect(result.memory == memory())
    }
}
