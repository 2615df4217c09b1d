import Accounts
import FoundationEssentials
import HTTPKit
import Imaging
import Kernel
import NIOCore
import Studio
import Wire

/// Says in Gemini's shape what became of a job.
struct GeminiAnswers: Sendable {
    let studio: Studio
    let pictures: StoredPictures
    let presenter: Presenter
    let dialect: GeminiDialect

    /// A job's end as one answer; failures have statuses of their own.
    func outcome(of job: Job, for reader: ShapeReader) async throws -> JobExchange.Outcome {
        try await outcome(for: reader) { try await response(of: job, for: reader) }
    }

    /// The same as a list of one: a stream for those who did not ask for events.
    func listed(_ job: Job, for reader: ShapeReader) async throws -> JobExchange.Outcome {
        try await outcome(for: reader) { [try await response(of: job, for: reader)] }
    }

    /// Every picture of a job, as the older way to ask for several has them.
    func predictions(of job: Job, for reader: ShapeReader) async throws -> JobExchange.Outcome {
        try await outcome(for: reader) {
            if job.images.isEmpty { throw Problem(job.failure ?? .jobCanceled) }
            var all: [Prediction] = []
            for image in job.images {
                let bytes = try await pictures.bytes(of: image, for: reader.person)
                all.append(Prediction(bytes, type: image.format.mediaType))
            }
            return Predictions(
                predictions: all,
                jobID: job.id.text,
                chargedCredits: Int(job.charged.amount)
            )
        }
    }

    /// A job's end as events: words first, then the picture in one piece; a failure is one event.
    func events(of job: Job, for reader: ShapeReader) async throws -> [ByteBuffer] {
        do {
            let whole = try await response(of: job, for: reader)
            return try whole.pieces.map(Self.event)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            return [try Self.event(dialect.error(for: Problem(error), in: reader.language))]
        }
    }

    /// What a refusal that came before there was a job is answered with: no error to clients of this shape.
    func response(
        refusing problem: Problem,
        model: String,
        request: String,
        in language: Language
    ) -> GeminiResponse? {
        guard let ending = JobEnding(refusing: problem) else { return nil }
        var response = GeminiResponse(modelVersion: model, responseId: request)
        response.tell(ending, message: presenter.message(of: problem, in: language))
        return response
    }

    func response(of job: Job, for reader: ShapeReader) async throws -> GeminiResponse {
        var response = GeminiResponse(modelVersion: job.model, responseId: job.id.text)
        response.jobID = job.id.text
        response.usageMetadata = GeminiResponse.Usage(TokenEstimate(of: job))
        response.chargedCredits = Int(job.charged.amount)
        let ending = JobEnding(of: job)
        switch ending {
        case .made(let image):
            response.candidates = [
                .init(
                    content: .init(parts: try await parts(image, of: job, for: reader)),
                    finishReason: "STOP"
                )
            ]
        case .refusedInput(let code), .refusedOutput(let code):
            response.tell(ending, message: presenter.message(of: Problem(code), in: reader.language))
        case .failed(let code): throw Problem(code)
        case .canceled, .none: throw Problem(.jobCanceled)
        }
        return response
    }

    private func parts(
        _ image: Image,
        of job: Job,
        for reader: ShapeReader
    ) async throws -> [GeminiResponse.Part] {
        let bytes = try await pictures.bytes(of: image, for: reader.person)
        let signature = studio.signature(of: image.id, file: bytes, for: reader.person.subject)
        let notes = reader.takesWords ? job.notes : []
        return notes.map { .text(presenter.body(of: $0, in: reader.language).detail) }
            + [.picture(bytes, type: image.format.mediaType, signature: signature)]
    }

    private func outcome(
        for reader: ShapeReader,
        _ body: () async throws -> some Encodable
    ) async throws -> JobExchange.Outcome {
        do {
            return JobExchange.Outcome(body: try JSONEncoder.wire.encode(await body()))
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            let error = dialect.error(for: Problem(error), in: reader.language)
            return JobExchange.Outcome(error.status, body: try JSONEncoder.wire.encode(error))
        }
    }

    /// Exactly as these clients read it: with the space, without a name, ended by CRLF.
    static func event(_ content: some Encodable) throws -> ByteBuffer {
        ByteBuffer(string: "data: ") + ByteBuffer(bytes: try JSONEncoder.wire.encode(content))
            + ByteBuffer(string: "\r\n\r\n")
    }

    private struct Prediction: Encodable {
        let mimeType: String
        let bytesBase64Encoded: String

        init(_ bytes: Data, type: String) {
            mimeType = type
            bytesBase64Encoded = bytes.base64EncodedString()
        }
    }

    private struct Predictions: Encodable {
        let predictions: [Prediction]
        let jobID: String
        let chargedCredits: Int

        enum CodingKeys: String, CodingKey {
            case predictions
            case jobID = "job_id"
            case chargedCredits = "charged_credits"
        }
    }
}

extension GeminiResponse {
    /// Both are answers: what was asked was refused and nothing made, or what was made is kept back.
    fileprivate mutating func tell(_ refusal: JobEnding, message: String) {
        switch refusal {
        case .refusedInput: promptFeedback = Feedback(blockReason: "PROHIBITED_CONTENT")
        case .refusedOutput: candidates = [Candidate(finishReason: "IMAGE_SAFETY", finishMessage: message)]
        case .made, .failed, .canceled, .none: break
        }
    }

    /// As a stream brings it: what is said before the picture comes by itself.
    fileprivate var pieces: [GeminiResponse] {
        guard let candidate = candidates?.first, let parts = candidate.content?.parts else { return [self] }
        var (first, last) = (self, self)
        first.candidates = [Candidate(content: Content(parts: Array(parts.dropLast())))]
        first.usageMetadata = nil
        last.candidates = [
            Candidate(content: Content(parts: parts.suffix(1)), finishReason: candidate.finishReason)
        ]
        return parts.count > 1 ? [first, last] : [last]
    }
}

private func + (left: ByteBuffer, right: ByteBuffer) -> ByteBuffer {
    var (whole, rest) = (left, right)
    whole.writeBuffer(&rest)
    return whole
}
