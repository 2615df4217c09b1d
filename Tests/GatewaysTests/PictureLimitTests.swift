import Engines
import Foundation
import Imaging
import Kernel
import Outbound
import TestSupport
import Testing

@testable import Gateways

/// How long one picture may take, by what is asked for.
@Suite(.timeLimit(.minutes(5)))
struct PictureLimitTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Gemini's models as they ship, but those that are over.
    private static var models: [Model] {
        get throws {
            let json = try Data(contentsOf: root.appending(path: "share/models.json"))
            return try ModelRegistry(json: json).models.filter { $0.engine == "gemini" && $0.limits != nil }
        }
    }

    @Test(arguments: [
        (Resolution.oneK, 0, 180), (.oneK, 4, 180), (.oneK, 5, 600), (.oneK, 14, 600),
        (.twoK, 0, 180), (.twoK, 4, 180), (.twoK, 5, 600), (.fourK, 0, 600), (.fourK, 5, 600),
    ])
    func `Gemini has ten minutes for 4K or for five pictures and more, and three for all else`(
        resolution: Resolution,
        references: Int,
        seconds: Double
    ) throws {
        let models = try Self.models
        #expect(models.count == 5)
        for model in models {
            #expect(model.secondsAllowed(for: resolution, references: references) == seconds, "\(model.id)")
        }
    }

    @Test(arguments: [(Resolution.oneK, 4, 180), (.oneK, 5, 600), (.fourK, 0, 600)])
    func `the call is given as long as the picture`(
        resolution: Resolution,
        references: Int,
        seconds: Int
    ) async throws {
        let gateway = ScriptedGateway([.failure(GatewayFailure(.invalidRequest))])
        let time = TestClock()
        let way = LanePool.Way(.sample("g-1"), LanePool.Limits(concurrency: 1))
        let station = Station(gateway: gateway, pool: LanePool([way], clock: time.clock), isOwn: false)
        let router = Router(
            ["gemini": station],
            journal: MemoryJournal(),
            clock: time.clock,
            randomness: .seeded(),
            ids: IDs(clock: time.clock, randomness: .seeded())
        )
        let engine = RemoteEngine(router: router, imaging: .forTests, clock: time.clock)
        let picture = try await Picture.plain(PixelSize(width: 8, height: 8))
        let order = EngineOrder(
            prompt: try Prompt("a lighthouse"),
            size: PixelSize(.square, resolution),
            seed: Seed(clamping: 7),
            style: nil,
            references: Array(repeating: picture, count: references),
            errand: EngineErrand(
                model: try #require(try Self.models.first { $0.id == "gemini-3-pro-image" }),
                picture: PictureKey(job: .sample(), position: 0, subject: .sample())
            )
        )
        await #expect(throws: EngineError.self) { _ = try await engine.make(order) { _ in } }
        #expect(gateway.orders.map(\.limit) == [.seconds(seconds)])
        #expect(gateway.orders.map(\.references.count) == [references])
    }
}
