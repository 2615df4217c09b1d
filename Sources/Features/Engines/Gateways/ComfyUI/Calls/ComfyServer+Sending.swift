import FoundationEssentials
import Kernel
import Outbound

extension ComfyServer {
    private static let connectLimit: Duration = .seconds(2)

    func get(
        _ path: String,
        _ query: [(name: String, value: String)] = [],
        within limit: Duration = askLimit,
        size: Int = largestReply
    ) async throws(GatewayFailure) -> OutboundAnswer {
        let limits = limits(whole: limit, size: size)
        return try await send(.get(try url(path, query), headers: keyHeaders, limits: limits))
    }

    func post(
        _ path: String,
        _ body: Data,
        type: String = "application/json",
        within limit: Duration
    ) async throws(GatewayFailure) -> OutboundAnswer {
        let headers = keyHeaders + [(name: "Content-Type", value: type)]
        let limits = limits(whole: limit, size: Self.largestReply)
        return try await send(.post(try url(path, []), body, headers: headers, limits: limits))
    }

    private func send(_ call: OutboundCall) async throws(GatewayFailure) -> OutboundAnswer {
        do {
            return try await outbound.send(call, to: lane.destination)
        } catch {
            throw GatewayFailure(error)
        }
    }

    /// ComfyUI has no login; a key is for the gatekeeper in front of it.
    var keyHeaders: [(name: String, value: String)] {
        lane.key.map { [(name: "Authorization", value: "Bearer \($0.reveal())")] } ?? []
    }

    func limits(whole: Duration, size: Int) -> OutboundLimits {
        var limits = OutboundLimits()
        limits.connect = Self.connectLimit
        limits.whole = whole
        limits.bodySize = size
        return limits
    }

    func url(
        _ path: String,
        _ query: [(name: String, value: String)]
    ) throws(GatewayFailure) -> OutboundURL {
        let base = lane.base.text.hasSuffix("/") ? String(lane.base.text.dropLast()) : lane.base.text
        guard let url = OutboundURL(base + path) else { throw GatewayFailure(.denied) }
        return url.adding(query: query)
    }

    func json(_ body: some Encodable) throws(GatewayFailure) -> Data {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(body)
        } catch {
            throw GatewayFailure(.invalidRequest)
        }
    }

    func check(_ answer: OutboundAnswer) throws(GatewayFailure) {
        guard answer.isSuccess else {
            throw ComfyStatus.failure(answer.status, pause: answer.header("Retry-After"))
        }
    }

    func read<Reply: Decodable>(_ answer: OutboundAnswer) throws(GatewayFailure) -> Reply {
        try check(answer)
        do {
            return try JSONDecoder().decode(Reply.self, from: answer.body)
        } catch {
            throw GatewayFailure(.engineFailed)
        }
    }
}
