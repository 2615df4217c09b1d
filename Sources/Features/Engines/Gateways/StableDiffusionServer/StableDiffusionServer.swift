package import Engines
import FoundationEssentials
package import Kernel
package import Outbound

/// stable-diffusion.cpp's `sd-server`: a queue of jobs that are asked after until they have ended.
///
/// Speaks its own routes, `/sdcpp/v1/`, and none of those for other products' clients, which run what prompts
/// hide. A job whose server forgot it, as it does at a restart, is handed in once more with the same seed. A
/// cancelled job is cancelled at the server too, as long as it waits there; one that is being drawn goes on,
/// and nobody hears of it.
package struct StableDiffusionServer: Gateway {
    let outbound: Outbound
    let clock: Clock
    let recipe: DiffusionRecipe

    /// - Parameters:
    ///   - outbound: the way out.
    ///   - clock: measures the pauses between two questions, and the order's limit.
    ///   - recipe: how to draw, where that is not as the server was started.
    package init(outbound: Outbound, clock: Clock, recipe: DiffusionRecipe = .servers) {
        self.outbound = outbound
        self.clock = clock
        self.recipe = recipe
    }

    package func make(
        _ order: GatewayOrder,
        at lane: Lane,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws(GatewayFailure) -> GatewayPicture {
        let job = try Self.encoded(Job(order, recipe))
        let errand = Errand(calls(lane), clock, until: clock.now() + order.limit, report)
        try await errand.capabilities().check(order)
        for _ in 1...Errand.mostSubmissions {
            if let picture = try await errand.draw(job) { return picture }
        }
        throw GatewayFailure(.engineFailed)
    }

    package func probe(_ lane: Lane) async throws(GatewayFailure) {
        _ = try Self.capabilities(await calls(lane).get(Errand.capabilitiesPath, within: Errand.question))
    }

    private func calls(_ lane: Lane) -> DiffusionCalls {
        DiffusionCalls(outbound: outbound, lane: lane, login: .bearer)
    }

    private static func encoded(_ job: Job) throws(GatewayFailure) -> Data {
        do {
            return try JSONEncoder().encode(job)
        } catch {
            throw GatewayFailure(.invalidRequest)  // a number of the recipe that JSON has no word for
        }
    }
}
