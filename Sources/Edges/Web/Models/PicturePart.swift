import HTTPKit
import Imaging
import Kernel
import Mustache
import Studio

/// A picture of a job, with its tools.
struct PicturePart: MustacheParent, Sendable {
    let id: String
    let pageURL: String
    let source: String
    let sources: String
    /// How wide it is shown, in the terms of `sizes`.
    let shownWidth: String
    let alt: String
    let size: PixelSize
    let downloads: [Download]
    let variationsURL: String
    /// In its place, when it is shown to nobody.
    var veil: VeilPart?

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "page_url": pageURL
        case "src": source
        case "srcset": sources
        case "sizes": shownWidth
        case "alt": alt
        case "width": size.width
        case "height": size.height
        case "downloads": downloads
        case "variations_url": variationsURL
        case "veil": veil
        default: nil
        }
    }
}

extension PicturePart {
    /// A picture with `alt` for those who do not see it; one that is alone has the whole stage.
    init(
        _ picture: Image,
        alt: String,
        isAlone: Bool,
        _ words: Catalogue
    ) {
        let links = Links(words.language)
        id = picture.id.text
        pageURL = links.page(.imagePage(picture.id))
        source = links.file(picture.id)
        sources = links.sources(of: picture, upTo: picture.size.width)
        shownWidth = isAlone ? "min(100vw, \(picture.size.width)px)" : "(max-width: 56rem) 46vw, 32vw"
        self.alt = alt
        size = picture.size
        downloads = Download.formats.map { format in
            Download(format, links.download(picture.id, as: format), words)
        }
        variationsURL = links.studio(varying: picture.id)
    }

    /// What scripts copy and fill in.
    static func blank(_ words: Catalogue) -> PicturePart {
        let stems = Links(words.language).stems
        return PicturePart(
            id: "",
            pageURL: stems.imagePage,
            source: "",
            sources: "",
            shownWidth: "",
            alt: "",
            size: PixelSize(width: 0, height: 0),
            downloads: Download.formats.map { Download($0, "", words) },
            variationsURL: stems.variations
        )
    }
}

/// A picture's file in one format.
struct Download: MustacheParent, Sendable {
    static let formats: [ImageFormat] = [.png, .jpeg, .webp, .avif]

    let format: ImageFormat
    let url: String
    let hint: String

    init(_ format: ImageFormat, _ url: String, _ words: Catalogue) {
        self.format = format
        self.url = url
        hint = words["format.\(format.rawValue)"]
    }

    func child(named name: String) -> Any? {
        switch name {
        case "format": format.rawValue
        case "label": format == .webp ? "WebP" : format.rawValue.uppercased()
        case "hint": hint
        case "url": url
        default: nil
        }
    }
}
