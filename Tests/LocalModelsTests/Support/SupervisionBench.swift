import Foundation
import Logging
import Outbound
import ServiceLifecycleTestKit
import TestSupport
import Testing

@testable import LocalModels

/// A managed server whose program is a script of the fixtures, on a port where the test answers in its place.
struct SupervisionBench: Sendable {
    /// How the script behaves; see there.
    enum Manner: String {
        case willing
        case deaf
    }

    static let label: HostLabel = "local-model"
    static let capabilities = ScriptedServer.answer(#"{"supported_modes":["img_gen"]}"#)

    let folder: TempFolder
    let time = TestClock()
    /// Opened once the script has come so far that it knocks.
    let up = Latch()

    init() throws {
        folder = try TempFolder()
    }

    func plan(_ manner: Manner = .willing) throws -> ServerPlan {
        let weights = folder["\(manner.rawValue).safetensors"]
        try SampleWeights.safetensors().write(to: weights)
        return ServerPlan(executable: Fixture.file("sd-server.sh"), weights: weights, in: folder["sd-server"])
    }

    /// What the scripts have said so far: their numbers, one a line.
    func said() throws -> [Int32] {
        let log = try String(contentsOf: folder["sd-server/sd-server.log"], encoding: .utf8)
        return log.split(separator: "\n").compactMap { Int32($0) }
    }

    /// Supervises while `body` runs, and then until the server has been ended.
    /// - Parameters:
    ///   - plan: what is started.
    ///   - health: answers the questions after its health.
    ///   - life: lets the script end by returning.
    ///   - body: moves the clock; at its end the service is told to stop.
    /// - Throws: what `body` throws.
    func supervise(
        _ plan: ServerPlan,
        health: @escaping ScriptedServer.Script = Self.capabilities,
        life: @escaping @Sendable () async throws -> Void = { try await ScriptedServer.forever() },
        _ body: @escaping @Sendable (ManagedServer, GracefulShutdownTestTrigger) async throws -> Void
    ) async throws {
        let script: ScriptedServer.Script = { request, write in
            guard request.hasPrefix("GET /up") else { return try await health(request, write) }
            up.open()
            try await life()
        }
        try await ScriptedServer.serving(script) { port, _ in
            let server = try managed(plan, LoopbackPort(port))
            try await testGracefulShutdown { trigger in
                try await withThrowingTaskGroup { group in
                    group.addTask { try await withLogger(.silent) { _ in try await server.run() } }
                    try await body(server, trigger)
                    trigger.triggerGracefulShutdown()
                    try await group.waitForAll()
                }
            }
        }
    }

    private func managed(_ plan: ServerPlan, _ port: LoopbackPort?) throws -> ManagedServer {
        let port = try #require(port)
        return ManagedServer(
            plan,
            on: port,
            asking: .forTests(localEngines: [Self.label: [port.url.origin]], clock: time.clock),
            as: Self.label,
            clock: time.clock
        )
    }
}
