package import Engines
import FoundationEssentials
package import Kernel
package import Outbound

/// AUTOMATIC1111's web UI and its relatives, Forge and SD.Next: one open request until the picture is there.
///
/// A server gets one job at a time; more wait here in a line, for which every copy of one value shares the
/// same. A job that is cancelled is interrupted at the server, and the half picture that it answers with then
/// reaches nobody.
package struct Automatic1111: Gateway {
    /// For lists and settings.
    static let question: Duration = .seconds(10)

    let outbound: Outbound
    let clock: Clock
    let recipe: DiffusionRecipe
    let turns: ServerTurns

    /// - Parameters:
    ///   - outbound: the way out.
    ///   - clock: measures the pauses between two questions, and the order's limit.
    ///   - recipe: how to draw, where that is not as the server has it.
    package init(outbound: Outbound, clock: Clock, recipe: DiffusionRecipe = .servers) {
        self.outbound = outbound
        self.clock = clock
        self.recipe = recipe
        turns = ServerTurns(clock)
    }

    package func make(
        _ order: GatewayOrder,
        at lane: Lane,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws(GatewayFailure) -> GatewayPicture {
        _ = try Request(order, recipe, model: nil)  // what is at fault does not wait in line
        let deadline = clock.now() + order.limit
        report(EngineProgress(.waiting, 0))
        try await turns.take(lane.label, within: order.limit)
        let outcome = await draw(order, at: calls(lane), until: deadline, report)
        await turns.pass(lane.label)
        return try outcome.get()
    }

    package func probe(_ lane: Lane) async throws(GatewayFailure) {
        try Self.checkSettings(await calls(lane).get("/sdapi/v1/options", within: Self.question))
    }

    private func calls(_ lane: Lane) -> DiffusionCalls {
        DiffusionCalls(outbound: outbound, lane: lane, login: .basic)
    }

    /// Draws, while nobody else has a job at this server.
    private func draw(
        _ order: GatewayOrder,
        at calls: DiffusionCalls,
        until deadline: Timestamp,
        _ report: @escaping @Sendable (EngineProgress) -> Void
    ) async -> Result<GatewayPicture, GatewayFailure> {
        do throws(GatewayFailure) {
            let model = try await title(of: order.model, at: calls)
            let request = try Request(order, recipe, model: model)
            let left = deadline - clock.now()
            guard left > .zero else { throw GatewayFailure(.overloaded) }
            let drawing = Drawing(calls, clock, report)
            let answer = try await drawing.run(request.path, Self.encoded(request), within: left)
            return .success(try Self.picture(answer))
        } catch {
            return .failure(error)
        }
    }

    private func title(of model: String, at calls: DiffusionCalls) async throws(GatewayFailure) -> String? {
        guard !model.isEmpty else { return nil }
        return try Self.title(of: model, await calls.get("/sdapi/v1/sd-models", within: Self.question))
    }

    private static func encoded(_ request: Request) throws(GatewayFailure) -> Data {
        do {
            return try JSONEncoder().encode(request)
        } catch {
            throw GatewayFailure(.invalidRequest)  // a number of the recipe that JSON has no word for
        }
    }
}
