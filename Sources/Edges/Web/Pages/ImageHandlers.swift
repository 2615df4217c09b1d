import Accounts
import Engines
import FoundationEssentials
import HTTPKit
import Hummingbird
import Kernel
import Moderation
import Privacy
import Studio
import Wire

extension Web {
    @Sendable func showImage(_ request: Request, _ context: AppContext) async throws -> Response {
        try await imagePage(request, context)
    }

    @Sendable func deleteImage(_ request: Request, _ context: AppContext) async throws -> Response {
        try await requireOwnForm(request, context)
        try await privacy.remove(context.id("id"), of: context.requirePerson().subject)
        return .redirect(to: Links(context.language).page(.gallery))
    }

    /// Orders the picture larger; a refused order comes back on the picture's page.
    @Sendable func enlarge(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await ownForm(request, context)
        let id: ImageID = try context.id("id")
        _ = try context.requirePerson()
        let body = NewJobBody(
            task: Model.Task.upscale.rawValue,
            images: [id.text],
            scale: form["scale"].flatMap { Int($0) } ?? 0,
            method: form["method"]
        )
        return try await order(body, form, request, context) { problem in
            try await imagePage(request, context, refusedFor: problem)
        }
    }

    /// Orders the picture's scene drawn anew, changed in words or written as a document; a refused order comes back on its page.
    @Sendable func redraw(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await ownForm(request, context)
        let id: ImageID = try context.id("id")
        _ = try context.requirePerson()
        return try await answering {
            let body =
                if let document = form["document"] {
                    NewJobBody(variationOf: id.text, scene: try JSONPart.members(of: document))
                } else {
                    NewJobBody(prompt: form["prompt"] ?? "", sceneOf: id.text)
                }
            return try await order(body, form, request, context) { throw $0 }
        } refused: { problem in
            try await imagePage(request, context, refusedFor: problem)
        }
    }

    /// The page of one picture; `newShare` is the address of a link that was just made.
    func imagePage(
        _ request: Request,
        _ context: AppContext,
        newShare: String? = nil,
        goingOn draft: TurnDraft? = nil,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let (id, person) = (try context.id("id", as: ImageID.self), try context.requirePerson())
        let details = try await studio.picture(id, under: permit(context))
        let layout = printer.layout(request, context, at: .imagePage(id), titled: Message("image.page"))
        let withheld = try await moderation.withholding(of: id, in: context.language)
        let sheet = ImageSheet(
            details,
            model: studio.models.models.first { $0.id == details.model },
            keptUntil: person.keptUntil,
            withheld: withheld,
            layout.words
        )
        var page = ImagePage(layout: layout, image: sheet)
        if withheld == nil, details.picture.kind == .picture {
            page.tools = try await imageTools(of: details.picture, context, layout.words)
            page.tools?.newShare = newShare
            page.tools?.thread = try await thread(about: details, draft, context, layout.words)
            if studio.hasScene(details) {
                let scene = try await studio.scene(of: id, under: permit(context)).scene
                page.tools?.scene = ScenePart(scene, of: id, layout.words)
            }
        }
        page.problem = problem.map { ProblemWords($0, layout.words) }
        return print(page, refusedFor: problem, context)
    }

    private func imageTools(
        of picture: Image,
        _ context: AppContext,
        _ words: Catalogue
    ) async throws -> ImageTools {
        let id = picture.id
        let lineage = try await studio.lineage(of: id, under: permit(context))
        let holding = try await studio.collections(holding: id, under: permit(context))
        let hidden = try await moderation.withholdings(of: lineage.nodes.map(\.id), in: context.language)
        var tools = ImageTools(image: id, isFavourite: picture.isFavourite, words: words)
        tools.canGoBy = takesPictures
        tools.shares = try await studio.shares(of: id, under: permit(context)).map { SharePart($0, words) }
        tools.collections = try await studio.collections(under: permit(context)).map {
            CollectionPart($0, isChosen: holding.contains($0.id), words)
        }
        if lineage.nodes.count > 1 {
            tools.trees = TreePart.trees(of: lineage, withheld: Set(hidden.keys), words)
            tools.comparison = ComparePart(lineage, withheld: Set(hidden.keys), words)
        }
        tools.isWholeFamily = lineage.isComplete
        return tools
    }
}

extension JSONPart {
    /// Reads an object that somebody wrote.
    /// - Throws: `Problem` `malformed_body`.
    fileprivate static func members(of text: String) throws(Problem) -> [String: JSONPart] {
        do {
            return try JSONDecoder().decode([String: JSONPart].self, from: Data(text.utf8))
        } catch {
            throw Problem(.malformedBody, field: "document")
        }
    }
}
