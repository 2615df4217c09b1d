import Engines
import HTTPKit
import Kernel
import Mustache

/// The studio's form as it stands: what can be chosen, what is chosen, and what that amounts to.
struct Composer: MustacheParent, Sendable {
    private static let commonShapes: [AspectRatio] = [
        .square, .landscape4x3, .portrait3x4, .landscape3x2, .portrait2x3, .landscape16x9, .portrait9x16,
    ]
    private static let rareShapes: [AspectRatio] = [
        .landscape5x4, .portrait4x5, .landscape21x9, .landscape4x1, .portrait1x4, .landscape8x1, .portrait1x8,
    ]

    let draft: Draft
    let models: [Model]
    let words: Catalogue
    /// The pictures that the words speak of.
    let references: [ThumbPart]
    /// Why the last order was refused.
    let problem: ProblemWords?

    init(
        _ draft: Draft,
        models: [Model],
        words: Catalogue,
        references: [ThumbPart] = [],
        problem: Problem? = nil
    ) {
        self.draft = draft
        self.models = models
        self.words = words
        self.references = references
        self.problem = problem.map { ProblemWords($0, words) }
    }

    func child(named name: String) -> Any? {
        switch name {
        case "form_action": links.orders
        case "jobs_url": Route.jobs.path
        case "erase_url": links.page(.erase)
        case "prompt": draft.prompt
        case "prompt_limit": Prompt.longest
        case "prompt_hint": words[Message("studio.prompt_hint", ["limit": words.grouped(Prompt.longest)])]
        case "variation_of": draft.variationOf
        case "images": draft.images.isEmpty ? nil : draft.imageList
        case "references": references
        case "changes": draft.changes
        case "without_url": links.studio(writing: draft.prompt)
        case "takes_negative": models.contains { $0.takesNegative == true }
        case "negative_prompt": draft.negative
        case "styles": styles
        case "models": models.map { ModelChoice($0, words, isSelected: $0.id == model?.id) }
        case "shapes": shapes(Self.commonShapes)
        case "more_shapes": shapes(Self.rareShapes)
        case "more_shapes_open": Self.rareShapes.contains(shape)
        case "resolutions": resolutions
        case "pixel_size": words.pixels(PixelSize(shape, resolution))
        case "count": draft.count
        case "count_max": mostImages
        case "seed": draft.seed
        case "create_label": words.counted("studio.create", images)
        case "create_terms": model.map { words.terms(of: $0, resolution, images: images) }
        case "problem": problem
        default: nil
        }
    }

    private var links: Links { Links(words.language) }

    /// The chosen model, else the default one.
    private var model: Model? {
        let names = [draft.model, "default"].compactMap { $0 }
        let named = names.lazy.compactMap { name in
            models.first { $0.id == name || $0.aliases.contains(name) }
        }
        return named.first ?? models.first
    }

    private var shape: AspectRatio { AspectRatio(rawValue: draft.shape) ?? .square }

    private var resolution: Resolution { Resolution(rawValue: draft.resolution) ?? .oneK }

    private var mostImages: Int { models.map(\.mostImages).max() ?? 1 }

    private var images: Int { min(max(Int(draft.count) ?? 1, 1), mostImages) }

    /// Every model's styles, each once, after "none".
    private var styles: [StyleChoice] {
        let ids = models.flatMap(\.styles).reduce(into: [String]()) { ids, id in
            if !ids.contains(id) { ids.append(id) }
        }
        let chosen = draft.style.flatMap { ids.contains($0) ? $0 : nil }
        return ([nil] + ids).map { id in
            StyleChoice(id: id, name: words.name(ofStyle: id), isSelected: id == chosen)
        }
    }

    private func shapes(_ ratios: [AspectRatio]) -> [ShapeChoice] {
        ratios.filter { ratio in models.contains { $0.aspectRatios.contains(ratio) } }
            .map { ShapeChoice($0, isSelected: $0 == shape) }
    }

    private var resolutions: [ResolutionChoice] {
        Resolution.allCases.filter { resolution in models.contains { $0.resolutions.contains(resolution) } }
            .map { ResolutionChoice($0, isSelected: $0 == resolution) }
    }
}
