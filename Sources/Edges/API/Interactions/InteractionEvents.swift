import FoundationEssentials
import Kernel
import NIOCore
import Studio
import Synchronization

/// An interaction's events, numbered so that whoever comes back gets what came after the last one they saw.
///
/// The numbers follow from the job alone: nothing is remembered for a reader.
final class InteractionEvents: Sendable {
    private let answers: InteractionAnswers
    private let format: InteractionRequest.Format
    private let reader: ShapeReader
    /// The number of the last event that the reader has.
    private let seen: Mutex<Int>

    init(
        _ answers: InteractionAnswers,
        _ format: InteractionRequest.Format = .init(),
        for reader: ShapeReader,
        after seen: Int = 0
    ) {
        self.answers = answers
        self.format = format
        self.reader = reader
        self.seen = Mutex(seen)
    }

    /// What is new about a job.
    func frames(of job: Job) async throws -> [ByteBuffer] {
        var events = [InteractionEvent(created: answers.head(of: job).inProgress)]
        if job.status.isFinal { events += try await end(of: job) }
        let seen = seen.withLock { seen in
            defer { seen = max(seen, events.count) }
            return seen
        }
        var frames: [ByteBuffer] = []
        for (place, event) in events.enumerated() where place >= seen {
            var event = event
            event.id = "\(place + 1)"
            frames.append(try event.frame)
        }
        return job.status.isFinal ? frames + [ByteBuffer(string: "data: [DONE]\n\n")] : frames
    }

    private func end(of job: Job) async throws -> [InteractionEvent] {
        switch JobEnding(of: job) {
        case .none: return []
        case .canceled: return [InteractionEvent(status: answers.head(of: job))]
        case .refusedInput(let code), .refusedOutput(let code), .failed(let code):
            let failure = answers.failure(Problem(code), for: reader.language)
            return [InteractionEvent(status: answers.head(of: job)), InteractionEvent(failure)]
        case .made(let image):
            let made = try await answers.made(image, of: job, format, for: reader)
            var whole = answers.head(of: job)
            whole.usage = InteractionUsage(TokenEstimate(of: job))
            return InteractionEvent.step(0, .thought(made.signature), [.signature(made.signature)])
                + InteractionEvent.step(1, .output([]), made.content.map { .content($0) })
                + [InteractionEvent(completed: whole)]
        }
    }
}

/// One event of an interaction's stream.
struct InteractionEvent: Encodable {
    enum Delta {
        case signature(Data)
        case content(InteractionStep.Content)
    }

    private let name: String
    var id: String?
    private var interaction: InteractionBody?
    private var interactionID: String?
    private var status: InteractionBody.Status?
    private var index: Int?
    private var step: Start?
    private var delta: Delta?
    private var error: InteractionBody.Failure?

    /// A step before anything of it is there.
    private struct Start: Encodable {
        let type: String
    }

    private enum CodingKeys: String, CodingKey {
        case name = "event_type"
        case id = "event_id"
        case interaction, status, index, step, delta, error
        case interactionID = "interaction_id"
    }

    private init(_ name: String) {
        self.name = name
    }

    init(created body: InteractionBody) {
        self.init("interaction.created")
        interaction = body
    }

    init(completed body: InteractionBody) {
        self.init("interaction.completed")
        interaction = body
    }

    init(status body: InteractionBody) {
        self.init("interaction.status_update")
        interactionID = body.id
        status = body.status
    }

    init(_ failure: InteractionBody.Failure) {
        self.init("error")
        error = failure
    }

    static func step(_ index: Int, _ step: InteractionStep, _ deltas: [Delta]) -> [InteractionEvent] {
        var start = InteractionEvent("step.start")
        (start.index, start.step) = (index, Start(type: step.type))
        var stop = InteractionEvent("step.stop")
        stop.index = index
        return [start]
            + deltas.map { part in
                var delta = InteractionEvent("step.delta")
                (delta.index, delta.delta) = (index, part)
                return delta
            } + [stop]
    }

    var frame: ByteBuffer {
        get throws {
            let data = String(decoding: try JSONEncoder.wire.encode(self), as: UTF8.self)
            return ByteBuffer(string: "event: \(name)\ndata: \(data)\n\n")
        }
    }
}

extension InteractionEvent.Delta: Encodable {
    private enum Member: String, CodingKey {
        case type, signature
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .content(let content): try content.encode(to: encoder)
        case .signature(let signature):
            var container = encoder.container(keyedBy: Member.self)
            try container.encode("thought_signature", forKey: .type)
            try container.encode(signature.base64EncodedString(), forKey: .signature)
        }
    }
}

extension InteractionBody {
    /// As it was when it began.
    fileprivate var inProgress: InteractionBody {
        var body = InteractionBody(id: id, status: .inProgress, model: model)
        (body.created, body.updated) = (created, created)
        body.jobID = jobID
        return body
    }
}
