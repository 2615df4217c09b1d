import Engines
import Imaging
import Kernel

/// How what was said and shown before reaches each engine of an order's model.
struct EngineTalk: Sendable {
    /// For those that keep no turns.
    let wishes: EarlierWishes
    /// Nil where no engine of the model's keeps turns, or none are there to keep.
    private let turns: ToldTurns?
    private let remembering: Set<String>

    /// `remembering` are the engines that keep turns, for the models that do.
    init(
        of order: EngineOrder,
        by model: Model,
        _ remembering: Set<String>,
        _ imaging: Imaging
    ) async throws {
        wishes = EarlierWishes(order.turns, before: order.prompt, for: model)
        self.remembering = remembering
        let isKept = model.keepsTurns == true && model.routes.contains { remembering.contains($0.engine) }
        // A mask lies on a picture of now, not on one of before.
        let isTold = isKept && order.mask == nil && !order.turns.isEmpty
        turns = isTold ? try await ToldTurns(of: order, imaging) : nil
    }

    /// What an engine that keeps turns is told; nil for one that gets the last picture, and the wishes in words.
    func turns(for route: Route) -> [GatewayOrder.Turn]? {
        remembering.contains(route.engine) ? turns?.turns(for: route) : nil
    }
}
