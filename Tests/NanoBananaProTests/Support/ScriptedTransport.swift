import Foundation
import NanoBananaPro
import Synchronization
import Testing

/// A server that answers what a test wrote down, in this order; whatever else is asked fails the test.
final class ScriptedTransport: NanoBananaPro.Transport {
    /// One request that has to come, and what comes of it.
    struct Turn: Sendable {
        let method: String
        let target: String
        let outcome: Outcome
    }

    enum Outcome: Sendable {
        case answer(Int, headers: [String: String], [Data])
        /// Some of the body, and then the connection breaks.
        case cut(headers: [String: String], [Data])
        case error(TransportError)
        /// Nothing, until the task is cancelled.
        case silence
    }

    private let script: Mutex<[Turn]>
    private let heard = Mutex<[TransportRequest]>([])

    init(_ turns: Turn...) {
        script = Mutex(turns)
    }

    init(_ turns: [Turn]) {
        script = Mutex(turns)
    }

    /// What was asked.
    var requests: [TransportRequest] { heard.withLock { $0 } }
    /// What the script still expects.
    var unasked: Int { script.withLock { $0.count } }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        heard.withLock { $0.append(request) }
        let turn = script.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        let asked = "\(request.method) \(request.target)"
        guard let turn, asked == "\(turn.method) \(turn.target)" else {
            Issue.record("nobody expected \(asked)")
            throw Unexpected()
        }
        return try await response(turn.outcome)
    }

    private func response(_ outcome: Outcome) async throws -> TransportResponse {
        switch outcome {
        case .answer(let status, let headers, let parts):
            return TransportResponse(status: status, headers: headers, body: TransportBody(parts))
        case .cut(let headers, let parts):
            let body = AsyncThrowingStream<Data, any Error> { continuation in
                for part in parts { continuation.yield(part) }
                continuation.finish(throwing: TransportError.lost)
            }
            return TransportResponse(status: 200, headers: headers, body: TransportBody(body))
        case .error(let error):
            throw error
        case .silence:
            try await Task.sleep(for: .seconds(3_600))
            throw Unexpected()
        }
    }

    /// Not one of a transport's errors, so that it is told apart from a lost connection by the recorded issue.
    private struct Unexpected: Error {}
}

extension ScriptedTransport.Turn {
    static func get(_ target: String, _ outcome: ScriptedTransport.Outcome) -> Self {
        Self(method: "GET", target: target, outcome: outcome)
    }

    static func post(_ target: String, _ outcome: ScriptedTransport.Outcome) -> Self {
        Self(method: "POST", target: target, outcome: outcome)
    }

    static func delete(_ target: String, _ outcome: ScriptedTransport.Outcome) -> Self {
        Self(method: "DELETE", target: target, outcome: outcome)
    }
}

extension ScriptedTransport.Outcome {
    static func json(_ text: String, status: Int = 200) -> Self {
        .answer(status, headers: ["Content-Type": "application/json; charset=utf-8"], [Data(text.utf8)])
    }

    static func problem(
        _ status: Int,
        _ code: String,
        fields: String = "{}",
        headers: [String: String] = [:]
    ) -> Self {
        let text = """
            {"type":"/problems/\(code)","code":"\(code)","status":\(status),"title":"No","detail":"Not so.","errors":\(fields)}
            """
        return .answer(
            status,
            headers: headers.merging(["Content-Type": "application/problem+json"]) { $1 },
            [Data(text.utf8)]
        )
    }

    /// A whole stream of events, in these pieces.
    static func events(_ parts: [String]) -> Self {
        .answer(
            200,
            headers: ["content-type": "text/event-stream; charset=utf-8"],
            parts.map { Data($0.utf8) }
        )
    }

    /// A stream of events that breaks off.
    static func brokenEvents(_ parts: String...) -> Self {
        .cut(headers: ["content-type": "text/event-stream; charset=utf-8"], parts.map { Data($0.utf8) })
    }
}

extension TransportRequest {
    /// The path and the query.
    var target: String { url.path() + (url.query().map { "?\($0)" } ?? "") }
}
