import Engines
import FoundationEssentials
import Kernel

/// One picture's way through a server: pictures up, the graph in, the wait, the picture down, the traces
/// away.
struct ComfyRun: Sendable {
    /// Signals that may wait; of more, the oldest go, and looking again makes up for them.
    private static let mostSignals = 64

    let server: ComfyServer
    let graph: ComfyGraph
    let order: GatewayOrder
    let values: [String: ComfyJSON]
    let clock: Clock
    let names: ComfyNames
    let report: @Sendable (EngineProgress) -> Void

    /// Makes it, within the limit of the order.
    func picture() async throws(GatewayFailure) -> GatewayPicture {
        do {
            return try await withThrowingTaskGroup(of: GatewayPicture.self) { group in
                group.addTask { try await make() }
                group.addTask { try await giveUp() }
                defer { group.cancelAll() }
                guard let picture = try await group.next() else { throw CancellationError() }
                return picture
            }
        } catch {
            guard !Task.isCancelled else { throw GatewayFailure(.cancelled).named(names.prompt) }
            throw error as? GatewayFailure ?? GatewayFailure(error)
        }
    }

    private func giveUp() async throws -> GatewayPicture {
        try await clock.sleep(order.limit)
        throw GatewayFailure(.unknown).named(names.prompt)
    }

    private func make() async throws -> GatewayPicture {
        let nodes = try await prepared()
        let (signals, sink) = AsyncStream<Signal>.makeStream(
            bufferingPolicy: .bufferingNewest(Self.mostSignals)
        )
        return try await withThrowingTaskGroup(of: GatewayPicture?.self) { group in
            group.addTask { try await work(nodes, signals) }
            group.addTask { await listen(sink) }
            group.addTask { try await tick(sink) }
            defer { group.cancelAll() }
            while let end = try await group.next() {
                if let picture = end { return picture }
            }
            throw CancellationError()
        }
    }

    /// The graph as it is sent, once the pictures that it takes are up.
    private func prepared() async throws(GatewayFailure) -> [String: ComfyJSON] {
        var values = values
        for (slot, picture) in graph.pictures(of: order) {
            values[slot] = .text(try await upload(picture))
        }
        return try graph.filled(with: values)
    }

    private func work(
        _ nodes: [String: ComfyJSON],
        _ signals: AsyncStream<Signal>
    ) async throws(GatewayFailure) -> GatewayPicture {
        var signals = signals.makeAsyncIterator()
        // The socket must stand before the graph goes in: what is said to nobody is not said again.
        while let signal = await signals.next(isolation: #isolation), signal != .listening, signal != .deaf {}
        guard !Task.isCancelled else { throw GatewayFailure(.cancelled) }
        report(EngineProgress(.waiting, 0))
        let prompt = try await submit(nodes)
        return try await finish(prompt, &signals)
    }

    /// Waits for the run, fetches what it made, and leaves nothing of it behind, whatever comes.
    private func finish(
        _ prompt: String,
        _ signals: inout AsyncStream<Signal>.Iterator
    ) async throws(GatewayFailure) -> GatewayPicture {
        var hasEnded = false
        do throws(GatewayFailure) {
            let run = try await end(of: prompt, &signals)
            hasEnded = true
            report(EngineProgress(.finishing, 1))
            let file = try run.picture(of: graph.output)
            let bytes = try await patiently { () async throws(GatewayFailure) in
                try await server.picture(file, within: order.limit)
            }
            guard let bytes else { throw GatewayFailure(.engineFailed) }
            await clearUp(prompt, hasEnded: true)
            return GatewayPicture(bytes: bytes, receipt: GatewayReceipt(id: prompt, end: "success"))
        } catch {
            await clearUp(prompt, hasEnded: hasEnded)
            throw error.named(prompt)
        }
    }

    private func upload(_ picture: ComfyPicture) async throws(GatewayFailure) -> String {
        let upload = ComfyUpload(picture, name: names.another(), boundary: names.another())
        guard upload.body.count <= ComfyServer.largestPicture else {
            throw GatewayFailure(.invalidRequest, reference: picture.place)
        }
        do {
            return try await server.upload(upload, within: order.limit)
        } catch {
            // Nothing was asked for yet, so nothing is left unknown.
            let reason: GatewayFailure.Reason = error.reason == .unknown ? .transport : error.reason
            let place = reason == .invalidRequest ? picture.place : nil
            throw GatewayFailure(reason, pause: error.pause, reference: place)
        }
    }
}

extension GatewayFailure {
    /// The same with the server's id of the run.
    fileprivate func named(_ prompt: String) -> GatewayFailure {
        var receipt = receipt
        receipt.id = prompt
        return GatewayFailure(reason, pause: pause, reference: reference, receipt: receipt)
    }
}
