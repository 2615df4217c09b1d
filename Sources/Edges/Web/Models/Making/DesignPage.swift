import Engines
import HTTPKit
import Kernel
import Mustache

/// One design to fill in.
struct DesignPage: PageModel {
    static let template = Template.design

    var layout: Layout
    let design: Design
    let draft: DesignDraft
    let pictures: [PictureChoice]
    /// Whoever is not known yet sees the sample alone.
    let hasPreviews: Bool
    var problem: ProblemWords?

    func child(named name: String) -> Any? {
        switch name {
        case "design_id": design.id
        case "design_name": design.names[language] ?? design.id
        case "designs_url": layout.links.page(.designs)
        case "form_action": layout.links.page(.designPage(design.id))
        case "sample": layout.links.sample(of: design.id, shape: draft.aspect, palette: draft.palette)
        case "slots": design.slots.map { SlotField($0, draft.texts[$0.id], language) }
        case "palettes": palettes
        case "aspects": aspects
        case "resolutions": resolutions
        case "takes_picture": design.picture != .none
        case "needs_picture": design.picture == .required
        case "pictures": pictures
        case "has_previews": hasPreviews
        case "previews_url": Route.previews.path
        case "problem": problem
        default: layout.child(named: name)
        }
    }

    private var language: Language { layout.words.language }

    private var palettes: [Choice] {
        let chosen = draft.palette ?? design.palettes.first?.id
        return design.palettes.map { palette in
            Choice(
                id: palette.id,
                name: palette.names[language] ?? palette.id,
                isSelected: palette.id == chosen,
                colours: palette.colours.sorted { $0.key < $1.key }.enumerated().map { place, colour in
                    Swatch(place: place, colour: colour.value.opaqueText)
                }
            )
        }
    }

    private var aspects: [ShapeChoice] {
        let chosen = draft.aspect ?? design.aspects.first?.rawValue
        return design.aspects.map { ShapeChoice($0, isSelected: $0.rawValue == chosen) }
    }

    private var resolutions: [Choice] {
        Resolution.allCases.map { resolution in
            Choice(
                id: resolution.rawValue,
                name: resolution.rawValue,
                isSelected: resolution.rawValue == draft.resolution
            )
        }
    }
}

/// A design's form as it stands, not yet understood.
struct DesignDraft: Sendable {
    /// What fields of texts are called before the slot's own name.
    static let prefix = "text_"

    var texts: [String: String] = [:]
    var palette: String?
    var aspect: String?
    var resolution = Resolution.twoK.rawValue
    var image: String?
}

/// A text of a design, to be filled in.
struct SlotField: MustacheParent, Sendable {
    /// From how many characters on a text gets several lines.
    private static let short = 60

    let id: String
    let name: String
    let most: Int
    let value: String
    let isOptional: Bool

    init(_ slot: Design.Slot, _ text: String?, _ language: Language) {
        id = slot.id
        name = slot.names[language] ?? slot.id
        most = slot.most
        value = text ?? slot.standard[language] ?? ""
        isOptional = slot.isOptional
    }

    func child(named member: String) -> Any? {
        switch member {
        case "id": id
        case "field": DesignDraft.prefix + id
        case "name": name
        case "most": most
        case "value": value
        case "optional": isOptional
        case "long": most > Self.short
        default: nil
        }
    }
}
