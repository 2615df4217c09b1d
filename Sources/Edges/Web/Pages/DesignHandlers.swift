import API
import Accounts
import Engines
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Studio
import Wire

extension Web {
    /// How many of one's newest pictures a form offers.
    static let offeredPictures = 24

    @Sendable func showDesigns(_ request: Request, _ context: AppContext) async throws -> Response {
        let image = try PageQuery(request).id("image", as: ImageID.self)
        let layout = printer.layout(request, context, at: .designs, titled: Message("designs.page"))
        let cards = studio.tools.designs.designs.map { DesignCard($0, from: image, layout.words) }
        return printer.print(DesignsPage(layout: layout, designs: cards))
    }

    @Sendable func showDesign(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try PageQuery(request)
        var draft = DesignDraft()
        draft.image = try query.id("image", as: ImageID.self)?.text
        return try await designPage(request, context, draft)
    }

    /// Takes a filled design; a refused one comes back with the reason and as it was typed.
    @Sendable func orderDesign(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await ownForm(request, context)
        let design = try design(context)
        let draft = DesignDraft(form, design)
        return try await order(draft.body(design, context.language), form, request, context) { problem in
            try await designPage(request, context, draft, refusedFor: problem)
        }
    }

    /// Submits what a form asks for, and leads to the job; a refusal is shown by `refused`.
    func order(
        _ body: NewJobBody,
        _ form: FormBody,
        _ request: Request,
        _ context: AppContext,
        refused: (Problem) async throws -> Response
    ) async throws -> Response {
        do {
            try tokens.check(form["csrf"], for: context.person?.subject)
            var order = try Order(body, key: nil, language: context.language)
            order.idempotencyKey = try IdempotencyKey(
                tokens.name(ofSending: order.fingerprint, with: form["csrf"])
            )
            try studio.check(order, isFirst: context.person == nil)
            if context.person == nil { try await studio.screen(order) }
            let person = try await desk.person(orderingImages: order.count, request, context)
            let job = try await studio.submit(order, for: person.subject)
            return .redirect(to: Links(context.language).page(.jobPage(job.id)))
        } catch {
            let problem = Problem(error)
            guard problem.code != .internalError else { throw error }
            return try await refused(problem)
        }
    }

    private func design(_ context: AppContext) throws -> Design {
        let name = context.parameters.get("id") ?? ""
        guard let design = studio.tools.designs.designs.first(where: { $0.id == name }) else {
            throw Problem(.notFound)
        }
        return design
    }

    private func designPage(
        _ request: Request,
        _ context: AppContext,
        _ draft: DesignDraft,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let design = try design(context)
        let shelf = try await shelf(of: context.person, upTo: Self.offeredPictures, in: context.language)
        let layout = printer.layout(
            request,
            context,
            at: .designPage(design.id),
            titled: Message("design.page", ["name": design.names[context.language] ?? design.id])
        )
        let page = DesignPage(
            layout: layout,
            design: design,
            draft: draft,
            pictures: PictureChoice.list(shelf, chosen: Set([draft.image].compactMap(\.self)), layout.words),
            hasPreviews: context.person != nil,
            problem: problem.map { ProblemWords($0, layout.words) }
        )
        return print(page, refusedFor: problem, context)
    }

    /// A page with a form: with the status and the limits of what was refused.
    func print(_ page: some PageModel, refusedFor problem: Problem?, _ context: AppContext) -> Response {
        var answer = printer.print(page, status: problem.map { HTTPResponse.Status(code: $0.status) } ?? .ok)
        answer.headers[.retryAfter] = problem?.retryAfter
        if let problem { context.limits.note(problem) }
        return answer
    }
}

extension DesignDraft {
    fileprivate init(_ form: FormBody, _ design: Design) {
        for slot in design.slots { texts[slot.id] = form[Self.prefix + slot.id] ?? "" }
        palette = form["palette"]
        aspect = form["aspect_ratio"]
        resolution = form["resolution"] ?? resolution
        image = form["image"]
    }

    fileprivate func body(_ design: Design, _ language: Language) -> NewJobBody {
        NewJobBody(
            task: Model.Task.typeset.rawValue,
            aspectRatio: aspect ?? design.aspects.first?.rawValue,
            resolution: resolution,
            images: image.map { [$0] },
            template: design.id,
            texts: texts.filter { !$0.value.isEmpty },
            palette: palette
        )
    }
}
