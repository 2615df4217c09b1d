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

    /// The studio, empty or filled: `from` with a picture's words and settings, `prompt` with words, `preset` with a preset's, `model`
    /// with a model, `with` with pictures to go by; `presets` shows all presets.
    @Sendable func showStudio(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try PageQuery(request)
        guard let origin = try query.id("from", as: ImageID.self) else {
            var draft = Draft(prompt: query["prompt"] ?? "", model: query["model"])
            draft.images = Draft.ids(query["with"])
            if draft.model == nil, !draft.images.isEmpty {
                draft.model = model(for: draft.images.count)
            }
            if let preset = query["preset"].flatMap({ studio.tools.presets[id: $0] }) {
                draft.take(preset, in: context.language)
            }
            let groups =
                query["presets"] == nil
                ? [] : PresetGroup.all(studio.tools.presets, for: .studio, context.language)
            return try await studioPage(request, context, draft, offering: groups)
        }
        let details = try await studio.picture(origin, under: permit(context))
        return try await studioPage(request, context, Draft(varying: details), from: details)
    }

    /// Takes an order; a refused one comes back with the reason beside the button and everything as it was typed.
    @Sendable func order(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await ownForm(request, context)
        let draft = Draft(form)
        let sending = Sending(form: form, to: .orders, fields: Self.orderFields)
        return try await take(sending, request, context) {
            try draft.order()
        } refused: { problem, context in
            try await studioPage(request, context, draft.without(problem.field), refusedFor: problem)
        }
    }

    /// Whether some model goes by pictures.
    var takesPictures: Bool { model(for: 1) != nil }

    /// The first model that takes so many pictures beside words, else the first that takes any, if there is one.
    private func model(for pictures: Int) -> String? {
        let models = studio.offeredModels.filter { $0.tasks.contains(.generate) && $0.mostReferences > 0 }
        let fitting = models.first { ($0.leastReferences...$0.mostReferences).contains(pictures) }
        return (fitting ?? models.first)?.id
    }

    private static let orderFields = [
        "prompt", "model", "style", "aspect_ratio", "resolution", "n", "seed", "variation_of", "images",
        "changes", "negative_prompt",
    ]

    /// The person's pictures of these ids; what is no picture of theirs is left out.
    private func references(_ ids: [String], _ context: AppContext) async throws -> [ThumbPart] {
        guard context.person != nil else { return [] }
        let words = printer.words(in: context.language)
        var parts: [ThumbPart] = []
        for id in ids.compactMap({ ImageID($0) }) {
            do {
                let details = try await studio.picture(id, under: permit(context))
                parts.append(ThumbPart(details.picture, of: details.prompt, named: details.name, words))
            } catch let problem as Problem where problem.code == .notFound {
                continue
            }
        }
        return parts
    }

    private func studioPage(
        _ request: Request,
        _ context: AppContext,
        _ draft: Draft,
        from origin: ImageDetails? = nil,
        offering presets: [PresetGroup] = [],
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let earlier = try await shelf(of: context.person, upTo: Self.earlierPictures, in: context.language)
        let layout = printer.layout(request, context, at: .studio, titled: Message("studio.page"))
        let page = StudioPage(
            layout: layout,
            composer: Composer(
                draft,
                models: studio.offeredModels.filter { $0.tasks.contains(.generate) },
                words: layout.words,
                references: try await references(draft.images, context),
                problem: problem
            ),
            origin: origin.map { ThumbPart($0.picture, of: $0.prompt, named: $0.name, layout.words) },
            earlier: earlier.items.map { ThumbPart($0, layout.words) },
            presets: presets
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
