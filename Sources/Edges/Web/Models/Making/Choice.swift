import Kernel
import Mustache
import Studio

/// One of several values of a field.
struct Choice: MustacheParent, Sendable {
    let id: String
    let name: String
    let isSelected: Bool
    /// Colours that show what it is about.
    var colours: [Swatch] = []

    func child(named member: String) -> Any? {
        switch member {
        case "id": id
        case "name": name
        case "selected": isSelected
        case "colours": colours
        case "colour_count": colours.count
        default: nil
        }
    }
}

/// A colour in a row of colours.
struct Swatch: MustacheParent, Sendable {
    let place: Int
    /// As SVG writes it.
    let colour: String

    func child(named member: String) -> Any? {
        switch member {
        case "place": place
        case "colour": colour
        default: nil
        }
    }
}

/// One of one's own pictures, to be chosen.
struct PictureChoice: MustacheParent, Sendable {
    /// The form's name for it, where several may be chosen.
    let field: String
    let id: String
    let source: String
    let label: String
    let isSelected: Bool

    func child(named member: String) -> Any? {
        switch member {
        case "field": field
        case "id": id
        case "src": source
        case "label": label
        case "selected": isSelected
        default: nil
        }
    }
}

extension PictureChoice {
    private static let width = 160

    /// Pictures as choices of a form; those that nobody may be shown are left out.
    static func list(_ shelf: Shelf, chosen: Set<String>, _ words: Catalogue) -> [PictureChoice] {
        shelf.items.filter { $0.withheld == nil }.enumerated().map { number, item in
            let thumb = ThumbPart(item, words)
            return PictureChoice(
                field: "image_\(number)",
                id: item.picture.id.text,
                source: Links(words.language).file(item.picture.id, width: width),
                label: thumb.alt,
                isSelected: chosen.contains(item.picture.id.text)
            )
        }
    }
}
