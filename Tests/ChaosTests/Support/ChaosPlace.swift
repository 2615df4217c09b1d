import Engines
import Foundation
import Gateways
import Imaging
import Kernel
import Logging
import Outbound
import Provenance
import Queue
import Studio
import TestSupport
import Testing

/// An installation in a folder whose studio asks one host by several keys, and another engine when that one cannot.
struct ChaosPlace: Sendable {
    /// Credits a picture.
    static let price: Credits = 3
    /// Where nobody listens: a connection is refused at once.
    private static let deadPort = 1
    private static let keys = 6

    let installation: TestInstallation
    let folder: TempFolder
    let router: Router
    let studio: Studio

    init(port: Int) async throws {
        folder = try TempFolder()
        var plan = TestInstallation.Plan()
        plan.queue = .chaos
        installation = try await TestInstallation(plan, in: folder)
        router = try Self.router(installation, port: port)
        let clock = installation.time.clock
        let remote = RemoteEngine(router: router, imaging: .forTests, clock: clock)
        studio = Studio(
            platform: StudioPlatform(
                store: installation.store,
                vault: installation.vault,
                blobs: installation.blobs,
                gate: installation.gate,
                queue: installation.queue,
                imaging: .forTests,
                marks: installation.provenance,
                clock: clock,
                ids: IDs(clock: clock, randomness: .seeded(3)),
                randomness: .seeded(4),
                checkpoint: .none
            ),
            billing: installation.billing,
            models: try ModelRegistry(json: Data(Self.model.utf8)),
            engines: ["crowded": remote, "spare": remote],
            limits: StudioLimits(freeImagesPerDay: nil),
            tools: try .forTests
        )
    }

    private static let model = """
        [{"id": "chaos", "engine": "crowded", "aliases": ["default"], "tasks": ["generate"], "kind": "generative",
          "sizes": "any", "aspect_ratios": ["1:1"], "resolutions": ["1K"], "styles": [], "most_images": 4,
          "takes_seed": true, "credits_per_image": 3, "typical_seconds": {}, "place": "US", "upstream": "first",
          "fallbacks": [{"engine": "spare", "model": "second"}]}]
        """

    private static func router(_ installation: TestInstallation, port: Int) throws -> Router {
        let clock = installation.time.clock
        var traits = HostTraits.compatible
        traits.seed = true
        traits.streams = true
        let host = Processor(
            id: "chaos",
            hosts: ["127.0.0.1:\(port)", "127.0.0.1:\(deadPort)"],
            country: "US",
            fields: Set(EngineCall.Field.allCases.map(\.rawValue))
        )
        let policy = OutboundPolicy(isLocal: true, country: "DE", register: EgressRegister([host]))
        let gateway = OpenAIImages(
            outbound: Outbound(policy, clock: clock, randomness: .seeded(5)),
            traits: traits,
            clock: clock,
            randomness: .seeded(6),
            paintMask: { $0 }
        )
        // The dead way comes last and takes one call at a time, so that a few meet it and not everybody does.
        let crowded =
            try (1...keys).map { try way("crowded-\($0)", port: port, concurrency: 6) } + [
                way("crowded-\(keys + 1)", port: deadPort, concurrency: 1)
            ]
        let spare = [try way("spare-1", port: port, concurrency: 12)]
        return Router(
            [
                "crowded": Station(gateway: gateway, pool: LanePool(crowded, clock: clock), isOwn: false),
                "spare": Station(gateway: gateway, pool: LanePool(spare, clock: clock), isOwn: false),
            ],
            journal: installation.journal,
            clock: clock,
            randomness: .seeded(7),
            ids: IDs(clock: clock, randomness: .seeded(8))
        )
    }

    private static func way(_ label: String, port: Int, concurrency: Int) throws -> LanePool.Way {
        let lane = Lane(
            label: try #require(HostLabel(label)),
            base: try #require(OutboundURL("http://127.0.0.1:\(port)/v1")),
            key: Secret("key-of-\(label)"),
            destination: .processor("chaos", carrying: [])
        )
        return LanePool.Way(lane, LanePool.Limits(concurrency: concurrency))
    }
}

extension ChaosPlace {
    /// What goes by of the installation's time at once: a hundred times as much as of ours.
    ///
    /// So nobody waits for pauses, which keep their lengths to each other; calls that nobody answers end after six seconds.
    private static let stride: Duration = .milliseconds(500)
    private static let pace: Duration = .milliseconds(5)

    /// Runs `body` beside a worker and with time going by.
    func working<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        let worker = Worker(queue: installation.queue, handlers: studio.work)
        let time = installation.time
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await withLogger(.silent) { _ in try await worker.run() } }
            group.addTask {
                while true {
                    try await Task.sleep(for: Self.pace)
                    time.advance(by: Self.stride)
                }
            }
            defer { group.cancelAll() }
            return try await body()
        }
    }

    /// Orders pictures and waits until their job has ended.
    func order(_ number: Int, count: Int, for customer: SubjectID) async throws {
        let order = try Order.sample(
            "picture \(number)",
            model: "chaos",
            count: count,
            seed: number * ChaosHost.seedsPerJob
        )
        let id = try await studio.submit(order, for: customer).id
        for await _ in studio.changes(of: id) {
            let job = try await studio.job(id, under: installation.permit(for: customer))
            if job.status.isFinal { return }
        }
        throw CancellationError()
    }
}

extension QueueSettings {
    /// Its spans are long, for time goes by fast: what they bound is not what is tried here.
    fileprivate static var chaos: QueueSettings {
        var settings = QueueSettings.patient
        settings.slots = 24
        settings.lease = .hours(24)
        settings.heartbeat = .hours(1)
        settings.permission = .seconds(100)
        settings.reportInterval = .seconds(100)
        return settings
    }
}
