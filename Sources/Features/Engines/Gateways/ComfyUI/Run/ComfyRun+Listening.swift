import Kernel
import Outbound

extension ComfyRun {
    private static let lookInterval: Duration = .seconds(2)

    /// What whoever waits for the end hears of.
    enum Signal: Hashable, Sendable {
        case listening
        case event(ComfyEvent)
        /// The socket is no more, or never was.
        case deaf
        /// It is time to look into the history.
        case look
    }

    /// Passes on what the socket says.
    ///
    /// That it fails is nobody's failure: the history knows all that it says.
    func listen(_ sink: AsyncStream<Signal>.Continuation) async -> GatewayPicture? {
        let prompt = names.prompt
        if let call = try? server.socket(of: names.client, within: order.limit) {
            try? await server.outbound.socket(call, to: server.lane.destination) { texts in
                sink.yield(.listening)
                for try await text in texts {
                    if let event = ComfyEvent(text, of: prompt) { sink.yield(.event(event)) }
                }
            }
        }
        sink.yield(.deaf)
        return nil
    }

    func tick(_ sink: AsyncStream<Signal>.Continuation) async throws -> GatewayPicture? {
        while true {
            try await clock.sleep(Self.lookInterval)
            sink.yield(.look)
        }
    }
}
