import Accounts
import Engines
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Purposes
import Studio

extension Web {
    private static let earlierPictures = 10

    /// The studio, empty or filled: `from` with a picture's words and settings, `prompt` with words, `model` with a model.
    @Sendable func showStudio(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try PageQuery(request)
        guard let origin = try query.id("from", as: ImageID.self) else {
            let draft = Draft(prompt: query["prompt"] ?? "", model: query["model"])
            return try await studioPage(request, context, draft)
        }
        let details = try await studio.picture(origin, under: permit(context))
        return try await studioPage(request, context, Draft(varying: details), from: details)
    }

    /// Takes an order; a refused one comes back with the reason beside the button and everything as it was typed.
    @Sendable func order(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await ownForm(request, context)
        let draft = Draft(form)
        var context = context
        do {
            try tokens.check(form["csrf"], for: context.person?.subject)
            var order = try draft.order()
            order.idempotencyKey = try IdempotencyKey(
                tokens.name(ofSending: order.fingerprint, with: form["csrf"])
            )
            try studio.check(order, isFirst: context.person == nil)
            if context.person == nil { try await studio.screen(order) }
            let person = try await desk.person(orderingImages: order.count, request, context)
            // From here on the browser has a cookie: a page about a refusal is made for whom it names.
            context.person = person
            let job = try await studio.submit(order, for: person.subject)
            return .redirect(to: Links(context.language).page(.jobPage(job.id)))
        } catch {
            let problem = Problem(error)
            guard problem.code != .internalError else { throw error }
            return try await studioPage(request, context, draft.without(problem.field), refusedFor: problem)
        }
    }

    private func studioPage(
        _ request: Request,
        _ context: AppContext,
        _ draft: Draft,
        from origin: ImageDetails? = nil,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let earlier = try await shelf(of: context.person, upTo: Self.earlierPictures)
        let layout = printer.layout(request, context, at: .studio, titled: Message("studio.page"))
        let page = StudioPage(
            layout: layout,
            composer: Composer(draft, models: studio.offeredModels, words: layout.words, problem: problem),
            origin: origin.map { ThumbPart($0.picture, of: $0.prompt, layout.words) },
            earlier: earlier.items.map { ThumbPart($0.picture, of: $0.prompt, layout.words) }
        )
        var answer = printer.print(page, status: problem.map { HTTPResponse.Status(code: $0.status) } ?? .ok)
        answer.headers[.retryAfter] = problem?.retryAfter
        if let problem { context.limits.note(problem) }
        return answer
    }
}

extension Draft {
    /// Without a picture to vary that turned out to be gone: nobody could take it out of the form.
    fileprivate func without(_ field: String?) -> Draft {
        var draft = self
        if field == "variation_of" { draft.variationOf = nil }
        return draft
    }
}
