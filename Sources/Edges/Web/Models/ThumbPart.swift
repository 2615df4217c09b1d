import HTTPKit
import Kernel
import Mustache
import Studio

/// A picture among others, small.
struct ThumbPart: MustacheParent, Sendable {
    private static let usualWidth = 320

    let pageURL: String
    let source: String
    let sources: String
    let alt: String
    let size: PixelSize
    /// That it was brought, and what its file was called.
    var label: String?
    /// The name of the box by which it is chosen; nil where nothing is.
    var pick: String?
    var isFavourite = false
    /// In its place, when it is shown to nobody.
    var veil: VeilPart?

    func child(named name: String) -> Any? {
        switch name {
        case "page_url": pageURL
        case "src": source
        case "srcset": sources
        case "alt": alt
        case "width": size.width
        case "height": size.height
        case "label": label
        case "pick": pick
        case "favourite": isFavourite
        case "veil": veil
        default: nil
        }
    }
}

extension ThumbPart {
    init(_ item: Shelf.Item, toPick: Bool = false, _ words: Catalogue) {
        self.init(item.picture, of: item.prompt, named: item.name, words)
        pick = toPick ? Web.pickPrefix + item.picture.id.text : nil
        isFavourite = item.picture.isFavourite
        veil = item.withheld.map { VeilPart($0, in: words.language) }
    }

    /// `name` is that of the file, for a picture that was brought.
    init(
        _ picture: Image,
        of prompt: Prompt,
        named name: String?,
        _ words: Catalogue
    ) {
        let links = Links(words.language)
        pageURL = links.page(.imagePage(picture.id))
        source = links.file(picture.id, width: Self.usualWidth)
        sources = links.sources(of: picture, upTo: Image.thumbnailWidths.max() ?? Self.usualWidth)
        size = picture.size
        guard picture.isUpload else {
            // Without words it was worked on, by whatever means.
            alt =
                prompt.isEmpty
                ? words["gallery.alt_worked_on"]
                : words[Message("gallery.alt", ["prompt": prompt.beginning])]
            return
        }
        let label = words.label(ofUpload: name)
        (alt, self.label) = (label, label)
    }
}

extension Prompt {
    private static let longestAlt = 300

    /// As much of it as one wants to hear read aloud for a picture.
    var beginning: String {
        text.count > Self.longestAlt ? text.prefix(Self.longestAlt) + "…" : text
    }
}
