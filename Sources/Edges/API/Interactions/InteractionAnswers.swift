import Accounts
import FoundationEssentials
import HTTPKit
import Imaging
import Kernel
import Studio
import Wire

/// Says what became of a job as an interaction.
///
/// What went wrong with a picture is told in it, under 200: its library would send everything else again, four times.
struct InteractionAnswers: Sendable {
    let studio: Studio
    let pictures: StoredPictures
    let presenter: Presenter
    /// The base URL, without a slash at the end.
    let base: String

    /// The same as an answer; what cannot be told of it now is a failure in it as well.
    func outcome(
        of job: Job,
        _ format: InteractionRequest.Format,
        for reader: ShapeReader
    ) async throws -> JobExchange.Outcome {
        do {
            return JobExchange.Outcome(
                body: try JSONEncoder.wire.encode(await body(of: job, format, for: reader))
            )
        } catch let problem as Problem {
            var body = InteractionBody(id: InteractionID(job.id).text, status: .failed, model: job.model)
            body.errors = [failure(problem, for: reader.language)]
            return JobExchange.Outcome(body: try JSONEncoder.wire.encode(body))
        }
    }

    /// The whole of it; `format` is how its picture was asked for, where that is known.
    func body(
        of job: Job,
        _ format: InteractionRequest.Format = .init(),
        withInput: Bool = false,
        for reader: ShapeReader
    ) async throws -> InteractionBody {
        var body = head(of: job)
        let input = withInput ? [InteractionStep.input(self.input(of: job))] : []
        switch JobEnding(of: job) {
        case .none: body.steps = input
        case .canceled: body.steps = input
        case .made(let image):
            let made = try await made(image, of: job, format, for: reader)
            body.steps = input + [.thought(made.signature), .output(made.content)]
            body.usage = InteractionUsage(TokenEstimate(of: job))
        case .refusedInput(let code), .refusedOutput(let code), .failed(let code):
            body.steps = input
            body.errors = [failure(Problem(code), for: reader.language)]
        }
        return body
    }

    /// What is told of it before its picture, and when it has come.
    func head(of job: Job) -> InteractionBody {
        var body = InteractionBody(
            id: InteractionID(job.id).text,
            status: InteractionBody.Status(of: job),
            model: job.model
        )
        body.created = job.createdAt.description
        body.updated = (job.finishedAt ?? job.createdAt).description
        body.jobID = job.id.text
        body.chargedCredits = Int(job.charged.amount)
        return body
    }

    /// Of words that were refused before there was a job; nil for problems that are errors.
    func body(
        refusing problem: Problem,
        model: String,
        request: String,
        in language: Language
    ) -> InteractionBody? {
        guard JobEnding(refusing: problem) != nil else { return nil }
        var body = InteractionBody(id: InteractionID.ofNothing(request), status: .failed, model: model)
        body.errors = [failure(problem, for: language)]
        return body
    }

    func failure(_ problem: Problem, for language: Language) -> InteractionBody.Failure {
        InteractionBody.Failure(
            code: JobEnding(refusing: problem) == nil ? problem.code.rawValue : "safety",
            message: presenter.message(of: problem, in: language)
        )
    }

    /// A picture as it was asked for, and what signs it.
    func made(
        _ image: Image,
        of job: Job,
        _ format: InteractionRequest.Format,
        for reader: ShapeReader
    ) async throws -> (content: [InteractionStep.Content], signature: Data) {
        let bytes = try await pictures.bytes(of: image, as: format.type, for: reader.person)
        let type = (format.type ?? image.format).mediaType
        let notes = job.notes.map { presenter.body(of: $0, in: reader.language).detail }
        let shown: InteractionStep.Content =
            format.isAddress ? .address(address(of: image.id), type: type) : .picture(bytes, type: type)
        return (
            notes.map { .text($0) } + [shown],
            studio.signature(of: image.id, file: bytes, for: reader.person.subject)
        )
    }

    private func input(of job: Job) -> [InteractionStep.Content] {
        let shown = job.inputs.filter { $0.role == .picture }
        return (job.prompt.isEmpty ? [] : [.text(job.prompt.text)])
            + shown.map { .address(address(of: $0.image), type: nil) }
    }

    private func address(of image: ImageID) -> String { base + Route.file(image).path }
}

extension InteractionBody.Status {
    init(of job: Job) {
        self =
            switch JobEnding(of: job) {
            case .none: .inProgress
            case .made: .completed
            case .canceled: .cancelled
            case .refusedInput, .refusedOutput, .failed: .failed
            }
    }
}
