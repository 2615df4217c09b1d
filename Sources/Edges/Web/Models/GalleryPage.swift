import HTTPKit
import Kernel
import Mustache
import Studio

/// One's own pictures, newest first.
struct GalleryPage: PageModel {
    static let template = Template.gallery

    var layout: Layout
    /// What was searched for.
    var query: String?
    var count: String?
    var images: [ThumbPart]
    var newestURL: String?
    var olderURL: String?
    /// Nil for somebody of whom nothing is stored.
    var eraseURL: String?

    func child(named name: String) -> Any? {
        switch name {
        case "q": query ?? ""
        case "count_label": count ?? ""
        case "is_empty": images.isEmpty && query == nil
        case "no_result": images.isEmpty && query != nil
        case "images": images
        case "newer_url": newestURL
        case "older_url": olderURL
        case "erase_url": eraseURL
        default: layout.child(named: name)
        }
    }
}

extension GalleryPage {
    /// One page of the gallery, the first without a cursor.
    init(
        _ layout: Layout,
        _ found: Shelf,
        from cursor: ImageID?,
        holding query: String?
    ) {
        let links = layout.links
        self.layout = layout
        self.query = query
        images = found.items.map { ThumbPart($0.picture, of: $0.prompt, layout.words) }
        newestURL = cursor == nil ? nil : links.page(.gallery)
        olderURL = found.next.map { links.gallery(before: $0, holding: query) }
    }
}

extension Catalogue {
    /// How many pictures there are, or were found.
    func count(ofFound number: Int, holding query: String?) -> String {
        counted(query == nil ? "gallery.count" : "gallery.found", number, ["query": query ?? ""])
    }
}
