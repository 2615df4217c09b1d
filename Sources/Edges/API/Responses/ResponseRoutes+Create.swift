import Accounts
import Engines
import FoundationEssentials
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Studio

extension ResponseRoutes {
    @Sendable func create(_ request: Request, _ context: AppContext) async throws -> Response {
        try desk.admit(request, context)
        var context = context
        let bytes = try await bodies.read(request, context)
        let asked = try ResponseRequest(OpenAIFields(json: bytes))
        let (job, person) = try await submit(asked, request, bytes, &context)
        let reader = ShapeReader(person: person, language: context.language)
        if !asked.isKept { try await kept.end(job.id, of: person) }
        return try await answer(job, asked, for: reader, request, context)
    }

    private func answer(
        _ job: Job,
        _ asked: ResponseRequest,
        for reader: ShapeReader,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        let (answers, dialect) = (answers, dialect)
        let terms = ResponseAnswers.Terms(look: asked.tool.look, echo: asked.echo)
        if asked.isStream, !(job.status.isFinal && job.status != .succeeded) {
            return stream(job, ResponseEvents(answers, terms, for: reader), for: reader, request, context)
        }
        let headers: HTTPFields = [.jobID: job.id.text]
        if asked.isInBackground {
            let body = try JSONEncoder.wire.encode(await answers.body(of: job, terms, for: reader))
            let outcome = JobExchange.Outcome(body: body)
            return exchange.answerNow(outcome, of: job.id, context, headers: headers)
        }
        return try await exchange.answer(job.id, of: reader.person, request, context, headers: headers) {
            job in
            if let problem = job.ending { return dialect.outcome(of: problem, in: reader.language) }
            let body = try await answers.body(of: job, terms, for: reader)
            return JobExchange.Outcome(body: try JSONEncoder.wire.encode(body))
        }
    }

    /// Orders what is asked for; what is wrong with it is told where the request says it.
    private func submit(
        _ asked: ResponseRequest,
        _ request: Request,
        _ bytes: Data,
        _ context: inout AppContext
    ) async throws -> (job: Job, person: Person) {
        var isGoingOn = false
        do {
            let order = try await order(asked, request, bytes, context)
            isGoingOn = order.conversationOf != nil
            return try await desk.submit(order, request, &context)
        } catch let problem as Problem {
            throw asked.placing(problem, goingOn: isGoingOn)
        }
    }

    /// What is asked for, once it is known what came before.
    private func order(
        _ asked: ResponseRequest,
        _ request: Request,
        _ bytes: Data,
        _ context: AppContext
    ) async throws -> ShapedOrder {
        var wish = try asked.input.talk.wish(of: "input")
        var own: ImageID?
        if asked.tool.action == .generate {
            wish.last = nil
        } else {
            own = try await kept.picture(before: &wish, after: asked.previous, of: context.person)
        }
        var order = ShapedOrder(wish, model: asked.model, own: own)
        (order.mask, order.isTransparent) = (asked.tool.mask, asked.tool.look.isTransparent)
        if own == nil, order.pictures.isEmpty { try asked.tool.requireNoPicture(of: asked.model) }
        order.size = try await desk.size(asked.tool.look.size, of: order, for: context.person)
        order.idempotencyKey = request.headers[.idempotencyKey]
        var fingerprint = RequestFingerprint(request, key: context.person?.key?.id)
        fingerprint.add(bytes)
        order.attempt = fingerprint.attempt(of: request)
        return order
    }
}

extension ResponseTool {
    /// - Throws: `Problem` where it wants a picture changed, and there is none.
    fileprivate func requireNoPicture(of model: String) throws(Problem) {
        guard mask == nil else { throw Problem(.inputUnused, field: "\(path).input_image_mask") }
        guard action != .edit else {
            throw Problem(.tooFewImages, field: "input", ["model": model, "least": "1"])
        }
    }
}

extension ShapedDesk {
    /// The size of an order; the one that its picture has already is none to be asked for.
    fileprivate func size(
        _ size: ShapedOrder.Size,
        of order: ShapedOrder,
        for person: Person?
    ) async throws -> ShapedOrder.Size {
        guard case .pixels(let pixels) = size, order.conversationOf != nil else { return size }
        let model = try studio.model(named: order.model, for: .edit)
        return try await sizeKept(by: model, in: order, for: person) == pixels ? .automatic : size
    }
}
