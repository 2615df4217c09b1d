import Engines
import HTTPKit
import Kernel
import Mustache

/// What can make pictures here.
struct ModelsPage: PageModel {
    static let template = Template.models

    var layout: Layout
    var models: [ModelCard]

    func child(named name: String) -> Any? {
        name == "models" ? models : layout.child(named: name)
    }
}

/// A model with all that one should know before using it.
struct ModelCard: MustacheParent, Sendable {
    let model: Model
    let words: Catalogue

    init(_ model: Model, _ words: Catalogue) {
        self.model = model
        self.words = words
    }

    func child(named name: String) -> Any? {
        switch name {
        case "facts": facts
        case "is_usable": model.tasks.contains(.generate)
        case "use_url": Links(words.language).studio(with: model.id)
        case "use_label": words[Message("models.use", ["name": words.name(of: model)])]
        default: ModelChoice(model, words, isSelected: false).child(named: name)
        }
    }

    private var facts: [Fact] {
        [
            Fact(words["models.provider"], provider),
            Fact(words["models.data"], data),
            Fact(words["models.price"], price),
            Fact(words["models.sizes"], sizes),
            model.mostReferences == 0 ? nil : Fact(words["models.references"], references),
            model.typicalSeconds.isEmpty ? nil : Fact(words["models.time"], time),
            model.styles.isEmpty ? nil : Fact(words["models.styles"], styles),
        ].compactMap { $0 }
    }

    private var references: String {
        let (least, most) = (model.leastReferences, model.mostReferences)
        guard least > 0 else { return "\(most)" }
        guard least < most else { return words[Message("models.references_exact", ["most": "\(most)"])] }
        return words[Message("models.references_range", ["least": "\(least)", "most": "\(most)"])]
    }

    private var provider: String { model.provider ?? words["models.provider_here"] }

    private var data: String {
        guard !model.staysHere else { return words["models.data_here"] }
        guard model.isElsewhere else { return words["models.data_own"] }
        let arguments = ["recipient": provider, "country": words.country(of: model)]
        return words[Message("models.data_away", arguments)]
    }

    private var price: String {
        guard model.price == .zero else { return words.counted("models.price", Int(model.creditsPerImage)) }
        let costs = model.resolutions.compactMap { resolution in
            model.usdPerImage?[resolution.rawValue].map { "\($0.plain) (\(resolution.rawValue))" }
        }
        return costs.isEmpty
            ? words["models.price_free"]
            : words[Message("models.price_operator", ["costs": words.list(costs)])]
    }

    private var sizes: String {
        guard model.sizes != .source else { return words["models.sizes_source"] }
        let resolutions = words.list(model.resolutions.map(\.rawValue))
        return words.counted("models.sizes", model.aspectRatios.count, ["resolutions": resolutions])
    }

    private var time: String {
        words.list(
            model.resolutions.compactMap { resolution in
                model.typicalSeconds[resolution.rawValue].map { seconds in
                    let arguments = ["resolution": resolution.rawValue, "seconds": seconds.plain]
                    return words[Message("models.time_value", arguments)]
                }
            }
        )
    }

    private var styles: String { words.list(model.styles.map { words.name(ofStyle: $0) }) }
}
