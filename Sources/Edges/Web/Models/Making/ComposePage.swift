import Engines
import HTTPKit
import Kernel
import Mustache

/// Several pictures on one canvas.
struct ComposePage: PageModel {
    static let template = Template.compose

    var layout: Layout
    let draft: ComposeDraft
    let pictures: [PictureChoice]
    var problem: ProblemWords?

    func child(named name: String) -> Any? {
        switch name {
        case "form_action": layout.links.page(.compose)
        case "pictures": pictures
        case "has_pictures": !pictures.isEmpty
        case "most_images": LayerDocument.mostImages
        case "layouts":
            choices(PictureLayout.Kind.allCases.map(\.rawValue), draft.layout) { "compose.layout.\($0)" }
        case "shapes": [automatic] + AspectRatio.allCases.map { shape($0.rawValue) }
        case "resolutions":
            Resolution.allCases.map {
                Choice(id: $0.rawValue, name: $0.rawValue, isSelected: $0.rawValue == draft.resolution)
            }
        case "spaces": choices(ComposeDraft.spaces.map(\.name), draft.space, Self.space)
        case "corners": choices(ComposeDraft.spaces.map(\.name), draft.corners, Self.space)
        case "colour": draft.colour
        case "shadow": draft.hasShadow
        case "first_label": draft.labels[0]
        case "second_label": draft.labels[1]
        case "previews_url": Route.previews.path
        case "problem": problem
        default: layout.child(named: name)
        }
    }

    private var automatic: Choice {
        Choice(id: "", name: layout.words["compose.shape_auto"], isSelected: draft.aspect == nil)
    }

    private func shape(_ text: String) -> Choice {
        Choice(id: text, name: text, isSelected: draft.aspect == text)
    }

    private static func space(_ name: String) -> String { "compose.space.\(name)" }

    /// `key` says by which phrase a choice is called.
    private func choices(_ ids: [String], _ chosen: String, _ key: (String) -> String) -> [Choice] {
        ids.map { Choice(id: $0, name: layout.words[key($0)], isSelected: $0 == chosen) }
    }
}

/// The form as it stands, not yet understood.
struct ComposeDraft: Sendable {
    /// Words for lengths, as shares of the shorter side.
    static let spaces: [(name: String, share: Double)] = [
        ("none", 0), ("narrow", 0.015), ("medium", 0.03), ("wide", 0.06),
    ]

    var images: [String] = []
    var layout = PictureLayout.Kind.grid.rawValue
    var aspect: String?
    var resolution = Resolution.twoK.rawValue
    var space = "narrow"
    var corners = "none"
    /// Not white, on which the white edges of prints would be lost.
    var colour = "#f4efe3"
    var hasShadow = false
    var labels = ["", ""]
}
