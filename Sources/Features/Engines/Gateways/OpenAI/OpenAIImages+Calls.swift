import Engines
import FoundationEssentials
import Kernel
import Outbound

extension OpenAIImages {
    /// In bytes: of an answer, or of all events of one.
    private static let largestAnswer = 100 << 20
    private static let longestProbe: Duration = .seconds(15)
    private static let longestSilence: Duration = .seconds(120)

    func call(for request: Request, at lane: Lane, limit: Duration) throws(GatewayFailure) -> OutboundCall {
        let accepted = traits.streams ? "application/json, text/event-stream" : "application/json"
        let headers =
            authorization(for: lane) + [("Content-Type", request.contentType), ("Accept", accepted)]
        let url = try url(request.path, at: lane)
        return .post(url, request.body, headers: headers, limits: Self.limits(limit))
    }

    func probe(at lane: Lane) throws(GatewayFailure) -> OutboundCall {
        let headers = authorization(for: lane) + [("Accept", "application/json")]
        return .get(try url("/models", at: lane), headers: headers, limits: Self.limits(Self.longestProbe))
    }

    private func authorization(for lane: Lane) -> [(name: String, value: String)] {
        lane.key.map { [("Authorization", "Bearer \($0.reveal())")] } ?? []
    }

    private func url(_ path: String, at lane: Lane) throws(GatewayFailure) -> OutboundURL {
        // A host without a path of its own ends with its slash.
        let base = lane.base.target == "/" ? lane.base.base : lane.base.text
        guard let url = OutboundURL(base + path) else { throw GatewayFailure(.invalidRequest) }
        return url
    }

    private static func limits(_ whole: Duration) -> OutboundLimits {
        var limits = OutboundLimits()
        limits.whole = whole
        limits.bodySize = largestAnswer
        return limits
    }

    /// Reads an answer while it comes, as events or whole: many hosts leave out the events that they were asked for.
    func read(
        _ head: OutboundHead,
        _ body: OutboundBody,
        _ asked: Asked,
        _ report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws -> Answer {
        guard head.isSuccess else { throw Self.failure(head, try await Self.rest(of: body), asked) }
        do {
            guard head.isEventStream else { return try Self.answer(in: try await body.all(), asked) }
            let idle = IdleWatch(limit: Self.longestSilence, clock: clock)
            return try await idle.watch { heard in
                try await Self.events(of: body, asked, report, heard)
            }
        } catch let failure as GatewayFailure {
            throw failure
        } catch {
            throw GatewayFailure(GatewayFailure(error).reason, receipt: asked.receipt)
        }
    }

    private static func events(
        of body: OutboundBody,
        _ asked: Asked,
        _ report: @Sendable (EngineProgress) -> Void,
        _ heard: @Sendable () -> Void
    ) async throws -> Answer {
        var parser = ServerSentEvents()
        var reader = EventReader(asked)
        for try await piece in body {
            heard()
            for event in parser.take(piece) {
                let fraction = reader.fraction
                if let answer = try reader.take(event) { return answer }
                guard reader.fraction > fraction else { continue }
                report(EngineProgress(.drawing, reader.fraction, draft: reader.draft))
            }
        }
        if let event = parser.end(), let answer = try reader.take(event) { return answer }
        throw GatewayFailure(.unknown, receipt: asked.receipt)
    }

    /// What can be had of the body of a refusal; its status says enough without it.
    static func rest(of body: OutboundBody) async throws -> Data {
        do {
            return try await body.all()
        } catch is OutboundError {
            return Data()
        }
    }

    static func failure(_ head: OutboundHead, _ body: Data, _ asked: Asked) -> GatewayFailure {
        HostError(in: body).failure(status: head.status, asked, pause: head.pauseWanted)
    }

    /// Whether the answer to a probe is one of such a host's and no proxy's page.
    static func check(models body: Data, _ asked: Asked) throws(GatewayFailure) {
        guard let reply = try? JSONDecoder().decode(Reply.self, from: body) else {
            // Some hosts list their models without an object around them.
            if body.first == UInt8(ascii: "[") { return }
            throw GatewayFailure(.engineFailed, receipt: asked.receipt)
        }
        if let failure = reply.failure { throw failure.failure(status: 200, asked) }
    }

    /// What `work` throws, in the one list of failures.
    func caught<Value: Sendable>(
        _ work: () async throws -> Value
    ) async throws(GatewayFailure) -> Value {
        do {
            return try await work()
        } catch let failure as GatewayFailure {
            throw failure
        } catch {
            throw GatewayFailure(error)
        }
    }
}

extension GatewayReceipt {
    /// What the head of an answer tells.
    init(_ head: OutboundHead) {
        self.init(id: head.header("x-request-id").flatMap { $0.isWord ? $0 : nil })
    }
}

extension OutboundHead {
    fileprivate var isEventStream: Bool {
        header("content-type")?.lowercased().hasPrefix("text/event-stream") ?? false
    }
}
