import Accounts
import Engines
import FoundationEssentials
import HTTPKit
import Imaging
import Kernel
import Studio
import Wire

/// Says what became of a job as a response of OpenAI's.
struct ResponseAnswers: Sendable {
    /// What of a request its response says and shows; of one that is asked for later nothing is known of it.
    struct Terms: Sendable {
        var look: ImagesLook?
        var echo = ResponseEcho()
    }

    let studio: Studio
    let pictures: StoredPictures
    let presenter: Presenter
    let dialect: OpenAIDialect

    /// The whole of it.
    func body(of job: Job, _ terms: Terms = Terms(), for reader: ShapeReader) async throws -> ModelResponse {
        switch JobEnding(of: job) {
        case .none, .canceled: head(of: job, terms)
        case .made(let image):
            made(try await items(of: job, image, terms, for: reader), of: job, terms)
        case .refusedInput(let code), .refusedOutput(let code), .failed(let code):
            failed(Problem(code), of: job, terms, in: reader.language)
        }
    }

    /// What is told of it before its picture.
    func head(
        of job: Job,
        _ terms: Terms,
        as status: ModelResponse.Status? = nil
    ) -> ModelResponse {
        ModelResponse(
            id: ResponseID(job.id).text,
            status: status ?? ModelResponse.Status(of: job),
            model: job.model,
            echo: terms.echo,
            created: job.createdAt.milliseconds / 1_000,
            job: job.id.text
        )
    }

    func made(_ items: [ResponseItem], of job: Job, _ terms: Terms) -> ModelResponse {
        var body = head(of: job, terms, as: .completed)
        body.completed = (job.finishedAt ?? job.createdAt).milliseconds / 1_000
        body.output = items
        body.usage = ResponseUsage(of: job)
        body.charged = job.charged.amount
        return body
    }

    func failed(
        _ problem: Problem,
        of job: Job,
        _ terms: Terms,
        in language: Language
    ) -> ModelResponse {
        var body = head(of: job, terms, as: .failed)
        let message = dialect.message(of: problem, in: language)
        body.output = [
            .call(
                ResponseItem.Call(
                    id: ResponseID(job.id).call,
                    status: .failed,
                    action: job.action,
                    refusal: (OpenAIError(problem), message)
                )
            )
        ]
        body.error = ModelResponse.Failure(code: problem.code.ofResponses, message: message)
        return body
    }

    /// Its picture as it was asked for, and after it what there is to say of it.
    func items(
        of job: Job,
        _ image: Image,
        _ terms: Terms,
        for reader: ShapeReader
    ) async throws -> [ResponseItem] {
        let picture = try await picture(image, of: job, terms, for: reader)
        let call = ResponseItem.Call(
            id: ResponseID(job.id).call,
            status: .completed,
            action: job.action,
            picture: picture
        )
        let notes = job.notes.map { presenter.body(of: $0, in: reader.language).detail }
        guard !notes.isEmpty else { return [.call(call)] }
        return [.call(call), .words(id: ResponseID(job.id).message, notes.joined(separator: "\n"))]
    }

    private func picture(
        _ image: Image,
        of job: Job,
        _ terms: Terms,
        for reader: ShapeReader
    ) async throws -> ResponseItem.Picture {
        let look = terms.look
        let bytes = try await pictures.bytes(
            of: image,
            as: look?.format,
            quality: look?.compression,
            for: reader.person
        )
        return ResponseItem.Picture(
            bytes: bytes,
            format: (look?.format ?? image.format).rawValue,
            quality: look?.quality ?? "high",
            size: image.size.description,
            background: job.task == .edit && bytes.isClearPNG ? "transparent" : "opaque",
            signature: studio.signature(of: image.id, file: bytes, for: reader.person.subject)
        )
    }
}

extension Job {
    /// What was done, as OpenAI calls it.
    var action: String { task == .generate ? "generate" : "edit" }
}

extension Problem.Code {
    /// Why there is no picture, in the words that a response has for it; there are no others.
    var ofResponses: String {
        switch self {
        case .promptRefused, .engineRefusedInput: "invalid_prompt"
        case .imageRefused, .imageWithheld, .engineRefusedOutput: "image_content_policy_violation"
        case .imageUnreadable, .imageUnsupported, .imageDamaged: "invalid_image"
        case .imageTooLarge: "image_too_large"
        case .inputGone: "image_file_not_found"
        case .tooManyJobs, .quotaExceeded: "rate_limit_exceeded"
        default: "server_error"
        }
    }
}
