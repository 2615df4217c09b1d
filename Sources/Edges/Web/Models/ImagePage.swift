import Accounts
import Engines
import HTTPKit
import Kernel
import Moderation
import Mustache
import Studio

/// One picture with what made it.
struct ImagePage: PageModel {
    static let template = Template.image

    var layout: Layout
    var image: ImageSheet
    /// Nil for a picture that is shown to nobody, and for a mask.
    var tools: ImageTools?
    /// Why something was not done with it.
    var problem: ProblemWords?

    func child(named name: String) -> Any? {
        switch name {
        case "image": image
        case "tools": tools
        case "problem": problem
        default: layout.child(named: name)
        }
    }
}

/// A picture, its words, its facts, and what can be done with it.
struct ImageSheet: MustacheParent, Sendable {
    let picture: PicturePart
    let prompt: String
    let deleteURL: String
    let facts: [Fact]
    /// Whether its person brought it: there are no words and nothing to vary.
    var isUpload = false
    /// Whether it was made of words alone, so that the same words make others like it.
    var isGenerated = true
    var reportURL = ""
    /// In its place, when it is shown to nobody.
    var veil: VeilPart?

    func child(named name: String) -> Any? {
        switch name {
        case "full_url": picture.source
        case "prompt": prompt
        case "is_upload": isUpload
        case "has_prompt": !prompt.isEmpty && !isUpload
        case "is_generated": isGenerated
        case "delete_url": deleteURL
        case "facts": facts
        case "report_url": reportURL
        case "veil": veil
        default: picture.child(named: name)
        }
    }
}

extension ImageSheet {
    /// A picture's sheet; its model is nil when the registry has it no longer.
    init(
        _ details: ImageDetails,
        model: Model?,
        keptUntil: Timestamp?,
        withheld: DecisionSheet? = nil,
        _ words: Catalogue
    ) {
        let id = details.picture.id
        reportURL = Links(words.language).report(of: id)
        veil = withheld.map { VeilPart($0, in: words.language) }
        isUpload = details.picture.isUpload
        let alt =
            isUpload
            ? words.label(ofUpload: details.name)
            : words[Message("gallery.alt", ["prompt": words.title(details.prompt, details.task)])]
        isGenerated = details.task == .generate
        picture = PicturePart(details.picture, alt: alt, isAlone: true, words)
        prompt = details.prompt.text
        deleteURL = Links(words.language).delete(id)
        let end = keptUntil.map { Fact(words["image.kept_until"], words.moment($0), moment: $0) }
        let own = isUpload ? Self.facts(details, words) : Self.facts(details, model, words)
        facts = own + [end].compactMap { $0 }
    }

    /// Of a picture that was brought.
    private static func facts(_ details: ImageDetails, _ words: Catalogue) -> [Fact] {
        let picture = details.picture
        let pixels = words[Message("studio.pixels", ["size": words.pixels(picture.size)])]
        return [
            details.name.map { Fact(words["upload.name"], $0) },
            Fact(words["image.size"], pixels),
            Fact(words["upload.came"], words.moment(picture.madeAt), moment: picture.madeAt),
        ].compactMap { $0 }
    }

    private static func facts(_ details: ImageDetails, _ model: Model?, _ words: Catalogue) -> [Fact] {
        let picture = details.picture
        let place = model.map { Fact.Place(text: words.place(of: $0), isLocal: $0.staysHere) }
        let style = details.style.map { Fact(words["image.style"], words.name(ofStyle: $0)) }
        let pixels = words[Message("studio.pixels", ["size": words.pixels(picture.size)])]
        let isGenerated = details.task == .generate
        return [
            isGenerated ? nil : Fact(words["image.task"], words.name(of: details.task)),
            words.steps(details.settings).map { Fact(words["image.steps"], $0) },
            Fact(words["image.model"], words.name(ofModel: details.model), place: place),
            style,
            Fact(words["image.size"], pixels),
            isGenerated ? Fact(words["image.seed"], "\(picture.seed.number)") : nil,
            picture.provider.map { Fact(words["verify.provider"], words[Message(providerMark: $0)]) },
            Fact(words["image.made"], words.moment(picture.madeAt), moment: picture.madeAt),
        ].compactMap { $0 }
    }
}
