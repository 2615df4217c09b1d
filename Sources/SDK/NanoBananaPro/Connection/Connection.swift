#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Asks the server, again where that may help, and never so that something is done twice.
struct Connection: Sendable {
    private let base: String
    private let key: NanoBananaPro.Key
    let options: NanoBananaPro.Options
    let ambience: Ambience

    init(
        server: URL,
        key: NanoBananaPro.Key,
        options: NanoBananaPro.Options,
        ambience: Ambience
    ) {
        base = String(server.absoluteString.reversed().drop { $0 == "/" }.reversed())
        self.key = key
        self.options = options
        self.ambience = ambience
    }

    /// The whole answer to a call.
    func answer(_ call: Call, upTo limit: Int = Answer.longest) async throws -> Answer {
        try await send(call) { try await Answer($0, upTo: limit) }
    }

    /// Sends a call until `read` has an answer.
    /// - Throws: `NanoBananaProError`, or `CancellationError`.
    @concurrent func send<Value: Sendable>(
        _ call: Call,
        _ read: @escaping @Sendable (TransportResponse) async throws -> Value
    ) async throws -> Value {
        let request = try request(for: call)
        var failures = 0
        while true {
            do {
                try Task.checkCancellation()
                return try await attempt(request, of: call, isFirst: failures == 0, read)
            } catch let failure as AttemptFailure {
                failures += 1
                guard let pause = pause(after: failure, failures) else { throw failure.error }
                try await ambience.sleep(pause)
            }
        }
    }

    /// The pause before the next attempt; nil when there is to be none.
    func pause(after failure: AttemptFailure, _ failures: Int) -> Duration? {
        let policy = options.retry
        guard failure.isPassing, failures < policy.attempts else { return nil }
        let wanted = failure.error.retryAfter ?? .zero
        guard wanted <= policy.longestPause else { return nil }
        return max(wanted, policy.pause(after: failures, chance: ambience.chance()))
    }

    private func attempt<Value: Sendable>(
        _ request: TransportRequest,
        of call: Call,
        isFirst: Bool,
        _ read: @Sendable (TransportResponse) async throws -> Value
    ) async throws -> Value {
        let response: TransportResponse
        do {
            response = try await options.transport.send(request)
        } catch {
            throw AttemptFailure.cause(of: error)
        }
        let isDone = call.isDoneWhenGone && !isFirst && response.status == 404
        guard (200..<300).contains(response.status) || isDone else {
            throw try await Answer.refusal(response, at: ambience.now())
        }
        return try await read(response)
    }

    private func request(for call: Call) throws(NanoBananaProError) -> TransportRequest {
        guard let url = URL(string: base + call.target), let scheme = url.scheme,
            ["http", "https"].contains(scheme.lowercased()), url.host()?.isEmpty == false
        else {
            throw NanoBananaProError(
                .serverMalformed,
                detail: "The server's address is none; write http:// or https:// and a host."
            )
        }
        let headers = [
            "accept": "*/*",
            "accept-language": options.language,
            "authorization": key.bearer,
            "user-agent": "NanoBananaPro-Swift",
        ]
        return TransportRequest(
            method: call.method.rawValue,
            url: url,
            headers: headers.merging(call.headers) { $1 },
            body: call.body
        )
    }
}
