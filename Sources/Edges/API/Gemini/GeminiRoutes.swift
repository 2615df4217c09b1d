import Accounts
import Engines
import FoundationEssentials
package import HTTPKit
import HTTPTypes
package import Hummingbird
import Kernel
import NIOCore
package import Purposes
package import Studio

/// `/{v}/models/{id}:generateContent` and its kin: Gemini's shape, for its client libraries as they are.
package struct GeminiRoutes: Sendable {
    /// A client that answers `{id}:{verb}` where this shape does not.
    package typealias Verb = @Sendable (Request, AppContext, _ model: String) async throws -> Response

    package static let versions = ["v1", "v1beta", "v1alpha"]

    let desk: ShapedDesk
    let exchange: JobExchange
    let answers: GeminiAnswers
    let bodies = LargeBodies()
    private let more: [String: Verb]

    /// - Parameters:
    ///   - studio: where pictures are made.
    ///   - gate: who may have them made.
    ///   - desk: who takes the orders.
    ///   - presenter: who words the answers.
    ///   - pace: when an open answer says something.
    ///   - more: further verbs of models, by name.
    package init(
        studio: Studio,
        gate: PurposeGate,
        desk: ShapedDesk,
        presenter: Presenter,
        pace: JobExchange.Pace = .usual,
        more: [String: Verb] = [:]
    ) {
        self.desk = desk
        self.more = more
        exchange = JobExchange(studio: studio, gate: gate, pace: pace)
        answers = GeminiAnswers(
            studio: studio,
            pictures: StoredPictures(studio: studio, gate: gate),
            presenter: presenter,
            dialect: GeminiDialect(presenter: presenter)
        )
    }

    package func mount(on router: RouterGroup<AppContext>) {
        for version in Self.versions + Self.versions.map({ "gemini/\($0)" }) {
            router.post("\(version)/models/**", use: answer)
            router.post("\(version)/tunedModels/**", use: answer)
        }
    }

    @Sendable private func answer(_ request: Request, _ context: AppContext) async throws -> Response {
        let method = try GeminiMethod(context.parameters.getCatchAll())
        switch method.verb {
        case "generateContent": return try await generate(method.model, as: .whole, request, context)
        case "streamGenerateContent":
            let isEvents = request.uri.queryParameters["alt"] == "sse"
            return try await generate(method.model, as: isEvents ? .events : .list, request, context)
        case "countTokens": return try await count(request, context)
        case "predict": return try await predict(method.model, request, context)
        default:
            guard let verb = more[method.verb] else { throw Problem(.notFound) }
            return try await verb(request, context, method.model)
        }
    }

    /// How an answer comes.
    private enum Form {
        case whole
        case events
        case list
    }

    private func generate(
        _ model: String,
        as form: Form,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        try desk.admit(request, context)
        var context = context
        let bytes = try await bodies.read(request, context)
        let body = try GeminiRequest(LenientObject(json: bytes))
        let order = try await order(body, model, request, bytes, context)
        let taken: (job: Job, person: Person)
        do {
            taken = try await desk.submit(order, request, &context)
        } catch let problem as Problem {
            return try refusal(of: problem, model, as: form, context)
        }
        let reader = ShapeReader(
            person: taken.person,
            language: context.language,
            takesWords: body.takesWords
        )
        return try await answer(taken.job, as: form, for: reader, request, context)
    }

    private func answer(
        _ job: Job,
        as form: Form,
        for reader: ShapeReader,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        let (answers, person) = (answers, reader.person)
        let headers: HTTPFields = [.jobID: job.id.text]
        switch form {
        case .whole:
            return try await exchange.answer(job.id, of: person, request, context, headers: headers) { job in
                try await answers.outcome(of: job, for: reader)
            }
        case .list:
            return try await exchange.answer(job.id, of: person, request, context, headers: headers) { job in
                try await answers.listed(job, for: reader)
            }
        case .events:
            return exchange.stream(
                job.id,
                of: person,
                request,
                context,
                headers: headers,
                keepAlive: "\r\n"
            ) { job in
                job.status.isFinal ? try await answers.events(of: job, for: reader) : []
            }
        }
    }

    /// Words that rules refuse are no error to these clients: they get an answer without a picture.
    private func refusal(
        of problem: Problem,
        _ model: String,
        as form: Form,
        _ context: AppContext
    ) throws -> Response {
        guard
            let response = answers.response(
                refusing: problem,
                model: model,
                request: "\(context.id)",
                in: context.language
            )
        else { throw problem }
        switch form {
        case .whole: return try .json(response)
        case .list: return try .json([response])
        case .events:
            let body = ResponseBody(byteBuffer: try GeminiAnswers.event(response))
            return Response(status: .ok, headers: [.contentType: "text/event-stream"], body: body)
        }
    }
}
