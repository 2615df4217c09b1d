import Engines
import HTTPKit
import Kernel
import Mustache
import Studio

/// Many pictures from a table or list: the form, and once it was read, what it would make.
struct BatchPage: PageModel {
    static let template = Template.batch

    var layout: Layout
    let draft: BatchDraft
    let models: [Model]
    let presets: [PresetGroup]
    var preview: BatchPreview?
    /// What was ordered before, newest first.
    var earlier: [PageLink] = []
    var problem: ProblemWords?

    func child(named name: String) -> Any? {
        switch name {
        case "form_action": layout.links.page(.batches)
        case "template": draft.template
        case "rows": draft.rows
        case "rows_hint": hint
        case "count": draft.count
        case "count_max": Order.mostImages
        case "models": modelChoices
        case "styles": styles
        case "shapes": AspectRatio.allCases.map { choice($0.rawValue, draft.shape) }
        case "resolutions": Resolution.allCases.map { choice($0.rawValue, draft.resolution) }
        case "takes_negative": models.contains { $0.takesNegative == true }
        case "negative_prompt": draft.negative
        case "preset_groups": presets
        case "preview": preview
        case "earlier": earlier
        case "has_earlier": !earlier.isEmpty
        case "problem": problem
        default: layout.child(named: name)
        }
    }

    private var words: Catalogue { layout.words }

    private var hint: String {
        let limits = ["most": "\(BatchSheet.mostRows)", "limit": "\(BatchSheet.longestText / 1_000_000)"]
        return words[Message("batch.rows_hint", limits)]
    }

    private var model: String? {
        let name = draft.model ?? ModelRegistry.standard
        return models.first { $0.id == name || $0.aliases.contains(name) }?.id
    }

    private var modelChoices: [Choice] {
        models.map { Choice(id: $0.id, name: words.name(ofModel: $0.id), isSelected: $0.id == model) }
    }

    private var styles: [Choice] {
        let ids = models.flatMap(\.styles).reduce(into: [String]()) { ids, id in
            if !ids.contains(id) { ids.append(id) }
        }
        return [Choice(id: "", name: words["style.none"], isSelected: draft.style == nil)]
            + ids.map { Choice(id: $0, name: words.name(ofStyle: $0), isSelected: $0 == draft.style) }
    }

    private func choice(_ text: String, _ chosen: String) -> Choice {
        Choice(id: text, name: text, isSelected: text == chosen)
    }
}

/// What a batch would make: its first prompts, and what all of it comes to.
struct BatchPreview: MustacheParent, Sendable {
    /// Prompts that are shown.
    static let most = 10

    let lines: [Line]
    let more: String?
    let sum: String
    let button: String

    struct Line: MustacheParent, Sendable {
        let line: Int
        let prompt: String

        func child(named name: String) -> Any? {
            switch name {
            case "line": line
            case "prompt": prompt
            default: nil
            }
        }
    }

    /// - Throws: `Problem` of the first row that is shown and has no prompt.
    init(_ wish: BatchWish, _ estimate: BatchEstimate, _ words: Catalogue) throws(Problem) {
        var lines: [Line] = []
        for line in wish.sheet.lines.prefix(Self.most) {
            lines.append(Line(line: line.place.line, prompt: try wish.recipe.order(of: line).prompt.text))
        }
        let rest = wish.sheet.lines.count - lines.count
        self.lines = lines
        more = rest == 0 ? nil : words.counted("batch.more", rest)
        let credits = Int(estimate.price.amount)
        let price = credits == 0 ? words["studio.free"] : words.counted("studio.credits", credits)
        sum = "\(words.counted("batch.rows", wish.sheet.lines.count)) · \(price)"
        button = words.counted("studio.create", estimate.images)
    }

    func child(named name: String) -> Any? {
        switch name {
        case "lines": lines
        case "more": more
        case "sum": sum
        case "button": button
        default: nil
        }
    }
}
