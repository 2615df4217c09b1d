package import Engines
package import Kernel
package import Outbound

/// Asks a ComfyUI server for pictures, by graphs that the operator approved.
package struct ComfyUI: Gateway {
    private let outbound: Outbound
    private let graphs: [String: ComfyGraph]
    private let clock: Clock
    private let randomness: Randomness

    /// - Parameters:
    ///   - outbound: the way out.
    ///   - graphs: by their ids, which are the names of the models here.
    ///   - clock: measures pauses and the whole of a call.
    ///   - randomness: makes the names of runs and of uploaded pictures.
    package init(
        outbound: Outbound,
        graphs: [String: ComfyGraph],
        clock: Clock,
        randomness: Randomness
    ) {
        self.outbound = outbound
        self.graphs = graphs
        self.clock = clock
        self.randomness = randomness
    }

    package func make(
        _ order: GatewayOrder,
        at lane: Lane,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws(GatewayFailure) -> GatewayPicture {
        guard let graph = graphs[order.model] else { throw GatewayFailure(.modelGone) }
        let run = ComfyRun(
            server: ComfyServer(outbound: outbound, lane: lane),
            graph: graph,
            order: order,
            values: try graph.values(of: order),
            clock: clock,
            names: ComfyNames(randomness),
            report: report
        )
        return try await run.picture()
    }

    package func probe(_ lane: Lane) async throws(GatewayFailure) {
        _ = try await ComfyServer(outbound: outbound, lane: lane).system()
    }
}
