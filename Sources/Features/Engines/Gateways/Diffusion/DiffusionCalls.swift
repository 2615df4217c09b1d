import FoundationEssentials
import Kernel
import Outbound

/// The calls to one diffusion server, of which each is sent once.
struct DiffusionCalls: Sendable {
    /// How a lane's key opens a server.
    enum Login: Sendable {
        /// `user:password`, as AUTOMATIC1111 takes it (RFC 7617).
        case basic
        /// For a proxy before a server that knows no login (RFC 6750).
        case bearer
    }

    /// Local servers take a connection at once or not at all.
    static let connect: Duration = .seconds(2)
    /// In bytes: a 4K picture in base64 has some tens of millions.
    static let largestAnswer = 100_000_000

    let outbound: Outbound
    let lane: Lane
    let login: Login

    /// Asks; an answer of any status will do.
    ///
    /// - Throws: `GatewayFailure` when none came within the limit.
    func get(_ path: String, within limit: Duration) async throws(GatewayFailure) -> DiffusionAnswer {
        try await send(.get(url(path), headers: headers, limits: limits(limit)))
    }

    /// Tells, in JSON or without a body; an answer of any status will do.
    ///
    /// - Throws: `GatewayFailure` when none came within the limit.
    func post(
        _ path: String,
        _ body: Data = Data(),
        within limit: Duration
    ) async throws(GatewayFailure) -> DiffusionAnswer {
        let headers = headers + [("Content-Type", "application/json")]
        return try await send(.post(url(path), body, headers: headers, limits: limits(limit)))
    }

    /// Posts in a task of its own, which a cancellation of the one that asks does not reach: a server goes
    /// on, whoever has left.
    ///
    /// It ends by itself with the call's limit; whoever needs that sooner cancels it.
    func posting(
        _ path: String,
        _ body: Data = Data(),
        within limit: Duration
    ) -> Task<Result<DiffusionAnswer, GatewayFailure>, Never> {
        Task {
            do throws(GatewayFailure) {
                return .success(try await post(path, body, within: limit))
            } catch {
                return .failure(error)
            }
        }
    }

    private func send(_ call: OutboundCall) async throws(GatewayFailure) -> DiffusionAnswer {
        do {
            return DiffusionAnswer(try await outbound.send(call, to: lane.destination))
        } catch {
            throw GatewayFailure(error)
        }
    }

    private func url(_ path: String) throws(GatewayFailure) -> OutboundURL {
        let base = lane.base.text
        // An address without a path is spelled with the slash of its root.
        let start = base.hasSuffix("/") ? String(base.dropLast()) : base
        guard let url = OutboundURL(start + path) else { throw GatewayFailure(.denied) }
        return url
    }

    private var headers: [(name: String, value: String)] {
        var headers = [(name: "Accept", value: "application/json")]
        guard let key = lane.key?.reveal() else { return headers }
        switch login {
        case .basic: headers.append(("Authorization", "Basic \(Data(key.utf8).base64EncodedString())"))
        case .bearer: headers.append(("Authorization", "Bearer \(key)"))
        }
        return headers
    }

    private func limits(_ whole: Duration) -> OutboundLimits {
        var limits = OutboundLimits()
        limits.connect = min(Self.connect, whole)
        limits.whole = whole
        limits.bodySize = Self.largestAnswer
        return limits
    }
}
