import Engines
import FoundationEssentials
import HTTPKit
import Kernel
import Mustache

/// What a picture was drawn from: changed by words, or as a document.
struct ScenePart: MustacheParent, Sendable {
    let image: ImageID
    /// JSON for people to read.
    let document: String
    let words: Catalogue

    private var links: Links { Links(words.language) }

    func child(named name: String) -> Any? {
        switch name {
        case "action_url": links.page(.redraw(image))
        case "document": document
        case "ideas": ideas
        case "svg_url": "\(links.file(image))?format=svg"
        default: nil
        }
    }

    /// Changes that are a click away; their words are what is sent.
    private var ideas: [String] {
        [
            "scene.idea_night", "scene.idea_winter", "scene.idea_bigger", "scene.idea_style",
            "scene.idea_shuffle",
        ]
        .map { words[$0] }
    }
}

extension ScenePart {
    init(_ scene: Scene, of image: ImageID, _ words: Catalogue) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let bytes = (try? encoder.encode(scene)) ?? Data()
        self.init(image: image, document: String(decoding: bytes, as: UTF8.self), words: words)
    }
}
