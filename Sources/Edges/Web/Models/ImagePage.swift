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

    func child(named name: String) -> Any? {
        name == "image" ? image : layout.child(named: name)
    }
}

/// A picture, its words, its facts, and what can be done with it.
struct ImageSheet: MustacheParent, Sendable {
    let picture: PicturePart
    let prompt: String
    let deleteURL: String
    let facts: [Fact]
    var reportURL = ""
    /// Why it is shown to nobody.
    var withheld: DecisionPart?

    func child(named name: String) -> Any? {
        switch name {
        case "full_url": picture.source
        case "prompt": prompt
        case "delete_url": deleteURL
        case "facts": facts
        case "report_url": reportURL
        case "withheld": withheld
        case "is_shown": withheld == nil
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
        self.withheld = withheld.map { DecisionPart($0, words) }
        let alt = words[Message("gallery.alt", ["prompt": details.prompt.beginning])]
        picture = PicturePart(details.picture, alt: alt, isAlone: true, words)
        prompt = details.prompt.text
        deleteURL = Links(words.language).delete(id)
        let end = keptUntil.map { Fact(words["image.kept_until"], words.moment($0), moment: $0) }
        facts = Self.facts(details, model, words) + [end].compactMap { $0 }
    }

    private static func facts(_ details: ImageDetails, _ model: Model?, _ words: Catalogue) -> [Fact] {
        let picture = details.picture
        let place = model.map { Fact.Place(text: words.place(of: $0), isLocal: $0.staysHere) }
        let style = details.style.map { Fact(words["image.style"], words.name(ofStyle: $0)) }
        let pixels = words[Message("studio.pixels", ["size": words.pixels(picture.size)])]
        return [
            Fact(words["image.model"], words.name(ofModel: details.model), place: place),
            style,
            Fact(words["image.size"], pixels),
            Fact(words["image.seed"], "\(picture.seed.number)"),
            Fact(words["image.made"], words.moment(picture.madeAt), moment: picture.madeAt),
        ].compactMap { $0 }
    }
}
