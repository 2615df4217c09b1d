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

    func child(named name: String) -> Any? {
        switch name {
        case "page_url": pageURL
        case "src": source
        case "srcset": sources
        case "alt": alt
        case "width": size.width
        case "height": size.height
        default: nil
        }
    }
}

extension ThumbPart {
    init(_ picture: Image, of prompt: Prompt, _ words: Catalogue) {
        let links = Links(words.language)
        pageURL = links.page(.imagePage(picture.id))
        source = links.file(picture.id, width: Self.usualWidth)
        sources = links.sources(of: picture, upTo: Image.thumbnailWidths.max() ?? Self.usualWidth)
        alt = words[Message("gallery.alt", ["prompt": prompt.beginning])]
        size = picture.size
    }
}

extension Prompt {
    private static let longestAlt = 300

    /// As much of it as one wants to hear read aloud for a picture.
    var beginning: String {
        text.count > Self.longestAlt ? text.prefix(Self.longestAlt) + "…" : text
    }
}
