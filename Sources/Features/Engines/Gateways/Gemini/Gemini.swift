package import Engines
import FoundationEssentials
package import Kernel
package import Outbound

/// The adapter to Google's Gemini API, opened by a key (`generateContent`).
///
/// One picture is one call. A second follows only when Gemini does not take the conversation's pictures for its own; it then gets them as
/// references, within the time that is left. Pictures that come as drafts are passed over: the last one counts.
package struct Gemini: Gateway {
    /// Of the API; Google's own clients use `v1` since their third version and `v1beta` before.
    package enum Version: String, CaseIterable, Sendable {
        case v1
        case v1beta
    }

    /// From which probability of harm on Gemini is to refuse, in each of its categories.
    package enum Threshold: String, CaseIterable, Sendable, Encodable {
        case low = "BLOCK_LOW_AND_ABOVE"
        case medium = "BLOCK_MEDIUM_AND_ABOVE"
        case high = "BLOCK_ONLY_HIGH"
        case none = "BLOCK_NONE"
        case off = "OFF"
    }

    let outbound: Outbound
    let clock: Clock
    let version: Version
    let streams: Bool
    let threshold: Threshold?

    /// - Parameters:
    ///   - outbound: the way out.
    ///   - clock: measures what is left of an order's time when it is asked for twice.
    ///   - version: of the API.
    ///   - streams: whether the answer is asked for piece by piece, so that no proxy takes the silence for an end.
    ///   - threshold: from where on Gemini is to refuse; nil leaves it to the provider.
    package init(
        outbound: Outbound,
        clock: Clock,
        version: Version = .v1,
        streams: Bool = true,
        threshold: Threshold? = nil
    ) {
        self.outbound = outbound
        self.clock = clock
        self.version = version
        self.streams = streams
        self.threshold = threshold
    }

    package func make(
        _ order: GatewayOrder,
        at lane: Lane,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws(GatewayFailure) -> GatewayPicture {
        let start = clock.now()
        let request = try GeminiRequest(order, threshold: threshold)
        report(EngineProgress(.waiting, 0))
        let reading = try await ask(request, of: order.model, at: lane, within: order.limit, report)
        let left = order.limit - (clock.now() - start)
        guard reading.missesSignature, request.hasPicturesOfModel, left > .zero else {
            return try reading.picture()
        }
        let repaired = try GeminiRequest(order, threshold: threshold, replaysPictures: false)
        var second = try await ask(repaired, of: order.model, at: lane, within: left, report)
        second.add(usageOf: reading)
        return try second.picture()
    }

    package func probe(_ lane: Lane) async throws(GatewayFailure) {
        guard let url = url("models", at: lane)?.adding(query: [("pageSize", "1")]) else {
            throw GatewayFailure(.invalidRequest)
        }
        let answer: OutboundAnswer
        do {
            answer = try await outbound.send(.get(url, headers: headers(lane)), to: lane.destination)
        } catch {
            throw GatewayFailure(error)
        }
        try GeminiModels.check(answer)
    }
}
