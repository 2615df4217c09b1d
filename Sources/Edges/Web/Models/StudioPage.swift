import HTTPKit
import Imaging
import Kernel
import Mustache
import Studio

/// The studio: the form, what was made earlier, and examples to begin with.
struct StudioPage: PageModel {
    static let template = Template.studio

    var layout: Layout
    var composer: Composer
    /// The picture that is varied.
    var origin: ThumbPart?
    var earlier: [ThumbPart]
    /// Where they were asked for; scripts fetch them by themselves.
    var presets: [PresetGroup] = []

    func child(named name: String) -> Any? {
        switch name {
        case "from": origin
        case "examples": Example.all(layout.words)
        case "has_earlier": !earlier.isEmpty
        case "earlier": earlier
        case "preset_groups": presets
        case "presets_url": layout.links.presets
        case "presets_list_url": Route.presetList.path
        case "preset_stem": layout.links.page(.studio, using: "")
        case "batch_url": layout.links.page(.batches)
        case "upload_action": layout.links.page(.upload)
        case "images_url": Route.images.path
        case "image_page_stem": layout.links.stems.imagePage
        case "accepted": ImageFormat.allCases.map(\.mediaType).joined(separator: ",")
        case "blank_job": JobPart.blank(layout.words)
        case "blank_picture": PicturePart.blank(layout.words)
        case "blank_slot": SlotPart.blank
        default: composer.child(named: name) ?? layout.child(named: name)
        }
    }
}

/// Words to begin with, and a drawing of them.
struct Example: MustacheParent, Sendable {
    let prompt: String
    let url: String
    /// An asset in the folder `art`.
    let art: String

    func child(named name: String) -> Any? {
        switch name {
        case "prompt": prompt
        case "url": url
        case "art": art
        default: nil
        }
    }

    static func all(_ words: Catalogue) -> [Example] {
        let drawings = ["boats", "cat", "house", "balloons", "flowers", "lighthouse"]
        return drawings.enumerated().map { place, drawing in
            let prompt = words["studio.example_\(place + 1)"]
            let url = Links(words.language).studio(writing: prompt)
            return Example(prompt: prompt, url: url, art: "example-\(drawing).svg")
        }
    }
}
