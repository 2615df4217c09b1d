import Accounts
import FoundationEssentials
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Studio

extension InteractionRoutes {
    @Sendable func create(_ request: Request, _ context: AppContext) async throws -> Response {
        try desk.admit(request, context)
        var context = context
        let bytes = try await bodies.read(request, context)
        let asked = try InteractionRequest(LenientObject(json: bytes))
        let order = try await order(asked, request, bytes, context)
        let taken: (job: Job, person: Person)
        do {
            taken = try await desk.submit(order, request, &context)
        } catch let problem as Problem {
            return try refusal(of: problem, asked, context)
        }
        let reader = ShapeReader(person: taken.person, language: context.language)
        if !asked.isKept { try await kept.end(taken.job.id, of: reader.person) }
        return try await answer(taken.job, asked, for: reader, request, context)
    }

    private func answer(
        _ job: Job,
        _ asked: InteractionRequest,
        for reader: ShapeReader,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        let (answers, format) = (answers, asked.format)
        if asked.isStream {
            let events = InteractionEvents(answers, format, for: reader)
            return stream(job, events, for: reader, request, context)
        }
        let headers: HTTPFields = [.jobID: job.id.text]
        if asked.isInBackground {
            let outcome = try await answers.outcome(of: job, format, for: reader)
            return exchange.answerNow(outcome, of: job.id, context, headers: headers)
        }
        return try await exchange.answer(job.id, of: reader.person, request, context, headers: headers) {
            job in
            try await answers.outcome(of: job, format, for: reader)
        }
    }

    /// What is asked for, once it is known what came before.
    private func order(
        _ asked: InteractionRequest,
        _ request: Request,
        _ bytes: Data,
        _ context: AppContext
    ) async throws -> ShapedOrder {
        var wish = try asked.talk.wish(of: "input")
        let own = try await kept.picture(before: &wish, after: asked.previous, of: context.person)
        var order = ShapedOrder(wish, model: asked.model, own: own)
        order.seed = asked.seed
        order.size = try await desk.size(asked.format.shape, of: order, for: context.person)
        var fingerprint = RequestFingerprint(request, key: context.person?.key?.id)
        fingerprint.add(bytes)
        order.attempt = fingerprint.attempt(of: request)
        return order
    }

    /// Words that rules refuse are a failed interaction, which is no error.
    private func refusal(
        of problem: Problem,
        _ asked: InteractionRequest,
        _ context: AppContext
    ) throws -> Response {
        guard
            let body = answers.body(
                refusing: problem,
                model: asked.model,
                request: "\(context.id)",
                in: context.language
            ), let failure = body.errors?.first
        else { throw problem }
        guard asked.isStream else { return try .json(body) }
        var frames = ByteBuffer()
        for var frame in [try InteractionEvent(status: body).frame, try InteractionEvent(failure).frame] {
            frames.writeBuffer(&frame)
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream"],
            body: ResponseBody(byteBuffer: frames)
        )
    }
}
