import Engines
import FoundationEssentials
import Kernel
import Outbound

extension Gemini {
    /// In bytes; a picture of 4K comes as tens of megabytes of base64.
    private static let largestReply = 100 << 20

    func ask(
        _ request: GeminiRequest,
        of model: String,
        at lane: Lane,
        within limit: Duration,
        _ report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws(GatewayFailure) -> GeminiReading {
        guard let url = url(ofModel: model, at: lane), let body = try? Self.encoder.encode(request) else {
            throw GatewayFailure(.invalidRequest)
        }
        var limits = OutboundLimits()
        limits.whole = limit
        limits.bodySize = Self.largestReply
        let call = OutboundCall.post(
            url,
            body,
            headers: headers(lane) + [("Content-Type", "application/json")],
            limits: limits
        )
        do {
            return try await outbound.stream(call, to: lane.destination) { head, body in
                try await Self.read(head, body, report)
            }
        } catch {
            throw GatewayFailure(error)
        }
    }

    /// Base64 is a third longer where each of its slashes is escaped.
    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return encoder
    }

    /// In the header alone: addresses are logged on the way.
    func headers(_ lane: Lane) -> [(name: String, value: String)] {
        lane.key.map { [("x-goog-api-key", $0.reveal())] } ?? []
    }

    /// Nil for a model's name that is more than a name.
    private func url(ofModel model: String, at lane: Lane) -> OutboundURL? {
        guard model.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._\-]{0,127}/) != nil else { return nil }
        guard streams else { return url("models/\(model):generateContent", at: lane) }
        return url("models/\(model):streamGenerateContent", at: lane)?.adding(query: [("alt", "sse")])
    }

    func url(_ path: String, at lane: Lane) -> OutboundURL? {
        // An address without a path is written with a slash.
        let base = lane.base.text.hasSuffix("/") ? String(lane.base.text.dropLast()) : lane.base.text
        return OutboundURL("\(base)/\(version.rawValue)/\(path)")
    }
}

extension Gemini {
    private static func read(
        _ head: OutboundHead,
        _ body: OutboundBody,
        _ report: @Sendable (EngineProgress) -> Void
    ) async throws -> GeminiReading {
        var reading = GeminiReading(status: head.status, pause: head.header("Retry-After"))
        guard head.isSuccess else {
            reading.take(whole: try await readError(body))
            return reading
        }
        let isStream = head.header("Content-Type")?.lowercased().hasPrefix("text/event-stream") == true
        guard isStream else {
            reading.take(whole: try await body.all())
            return reading
        }
        try await read(body, into: &reading, report)
        return reading
    }

    /// The status says enough where the text breaks off.
    private static func readError(_ body: OutboundBody) async throws -> Data {
        do {
            return try await body.all()
        } catch is OutboundError {
            return Data()
        }
    }

    /// An answer that broke off after its end was told is whole all the same.
    private static func read(
        _ body: OutboundBody,
        into reading: inout GeminiReading,
        _ report: @Sendable (EngineProgress) -> Void
    ) async throws {
        var events = ServerSentEvents()
        do {
            for try await piece in body {
                for event in events.take(piece) {
                    reading.take(chunk: event.data)
                    report(reading.progress)
                }
            }
        } catch let error as OutboundError {
            guard reading.isOver else { throw error }
            return
        }
        if let rest = events.end() { reading.take(chunk: rest.data) }
        reading.endStream()
    }
}
