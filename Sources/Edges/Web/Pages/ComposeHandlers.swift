import Accounts
import Engines
import HTTPKit
import Hummingbird
import Kernel
import Studio
import Wire

extension Web {
    @Sendable func showCompose(_ request: Request, _ context: AppContext) async throws -> Response {
        var draft = ComposeDraft()
        draft.images = [try PageQuery(request).id("image", as: ImageID.self)?.text].compactMap(\.self)
        return try await composePage(request, context, draft)
    }

    @Sendable func compose(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await ownForm(request, context)
        let draft = ComposeDraft(form)
        return try await order(draft.body, form, request, context) { problem in
            try await composePage(request, context, draft, refusedFor: problem)
        }
    }

    private func composePage(
        _ request: Request,
        _ context: AppContext,
        _ draft: ComposeDraft,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let shelf = try await shelf(of: context.person, upTo: Self.offeredPictures, in: context.language)
        let layout = printer.layout(request, context, at: .compose, titled: Message("compose.page"))
        let page = ComposePage(
            layout: layout,
            draft: draft,
            pictures: PictureChoice.list(shelf, chosen: Set(draft.images), layout.words),
            problem: problem.map { ProblemWords($0, layout.words) }
        )
        return print(page, refusedFor: problem, context)
    }
}

extension ComposeDraft {
    fileprivate init(_ form: FormBody) {
        let chosen = (0..<Web.offeredPictures).compactMap { form["image_\($0)"] }
        // Scripts say in which order they were chosen.
        let order = (form["order"] ?? "").split(separator: ",").map(String.init)
        images = order.filter(chosen.contains) + chosen.filter { !order.contains($0) }
        layout = form["layout"] ?? layout
        aspect = form["aspect_ratio"]
        resolution = form["resolution"] ?? resolution
        space = form["space"] ?? space
        corners = form["corners"] ?? corners
        colour = form["colour"] ?? colour
        hasShadow = form["shadow"] != nil
        labels = ["first_label", "second_label"].map { form[$0] ?? "" }
    }

    fileprivate var body: NewJobBody {
        var members: [String: JSONPart] = [
            "kind": .text(layout), "gutter": .number(share(of: space)), "margin": .number(share(of: space)),
            "corner_radius": .number(share(of: corners) * 2),
            "background": .object(["colour": .text(colour)]),
        ]
        // Some arrangements have shadows of themselves.
        if hasShadow { members["shadow"] = .flag(true) }
        if layout == PictureLayout.Kind.beforeAfter.rawValue, labels.contains(where: { !$0.isEmpty }) {
            members["labels"] = .list(labels.map(JSONPart.text))
        }
        return NewJobBody(
            task: Model.Task.compose.rawValue,
            aspectRatio: aspect,
            resolution: resolution,
            images: images,
            layout: members
        )
    }

    private func share(of name: String) -> Double { Self.spaces.first { $0.name == name }?.share ?? 0 }
}
