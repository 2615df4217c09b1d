import FoundationEssentials
import Kernel
import Outbound

extension OpenAIImages {
    /// Fetches a picture that a host answered with a link to, without its key.
    ///
    /// The link is somebody else's word: it leads to the public internet; from a server of the operator's own, back to it alone.
    struct Link: Sendable {
        private static let redirects = 3
        /// For all redirects together.
        private static let limit: Duration = .seconds(15)
        /// In bytes.
        private static let largest = 20 << 20

        let outbound: Outbound
        let clock: Clock
        let lane: Lane
        /// Nil for every public address.
        let hosts: Set<String>?

        /// - Throws: `denied` for a place that may not be asked; `unknown` when the picture, which is paid for, cannot be had;
        ///   `engineFailed` when there is something else.
        func fetch(_ text: String, _ receipt: GatewayReceipt) async throws(GatewayFailure) -> Data {
            let end = clock.now() + Self.limit
            var place = try admitted(text, from: lane.base, receipt)
            for _ in 0...Self.redirects {
                let answer = try await ask(place, until: end, receipt)
                guard answer.isRedirect else { return try picture(in: answer, receipt) }
                place = try admitted(answer.header("location") ?? "", from: place, receipt)
            }
            throw GatewayFailure(.unknown, receipt: receipt)
        }

        private var destination: Destination {
            if case .localEngine = lane.destination { return lane.destination }
            return .named(by: .document, as: lane.label)
        }

        /// A whole address, or a path at the place that named it.
        private func admitted(
            _ text: String,
            from place: OutboundURL,
            _ receipt: GatewayReceipt
        ) throws(GatewayFailure) -> OutboundURL {
            let isPath = text.hasPrefix("/") && !text.hasPrefix("//")
            guard let url = OutboundURL(isPath ? place.base + text : text) else {
                throw GatewayFailure(.engineFailed, receipt: receipt)
            }
            let isFit =
                switch lane.destination {
                case .localEngine: url.origin == lane.base.origin
                default: hosts?.contains(url.host) ?? true
                }
            guard isFit else { throw GatewayFailure(.denied, receipt: receipt) }
            return url
        }

        private func ask(
            _ place: OutboundURL,
            until end: Timestamp,
            _ receipt: GatewayReceipt
        ) async throws(GatewayFailure) -> OutboundAnswer {
            var limits = OutboundLimits()
            limits.whole = max(end - clock.now(), .milliseconds(1))
            limits.bodySize = Self.largest
            do {
                return try await outbound.send(.get(place, limits: limits), to: destination)
            } catch {
                let failure = GatewayFailure(error)
                // The picture was made: whatever keeps it from us, it may be billed.
                let isOurs = [.denied, .cancelled].contains(failure.reason)
                throw GatewayFailure(isOurs ? failure.reason : .unknown, receipt: receipt)
            }
        }

        private func picture(
            in answer: OutboundAnswer,
            _ receipt: GatewayReceipt
        ) throws(GatewayFailure) -> Data {
            guard answer.isSuccess else { throw GatewayFailure(.unknown, receipt: receipt) }
            guard PictureSignature(answer.body) != nil else {
                throw GatewayFailure(.engineFailed, receipt: receipt)
            }
            return answer.body
        }
    }
}

extension OutboundAnswer {
    fileprivate var isRedirect: Bool { [301, 302, 303, 307, 308].contains(status) }
}
