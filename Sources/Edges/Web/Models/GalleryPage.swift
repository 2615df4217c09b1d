import HTTPKit
import Kernel
import Mustache
import Studio

/// One's own pictures, newest first.
struct GalleryPage: PageModel {
    static let template = Template.gallery

    var layout: Layout
    /// Which of the pictures are shown.
    var filter = PictureFilter.all
    /// All of one's collections, the one that is shown among them.
    var collections: [CollectionPart] = []
    /// What was searched for.
    var query: String?
    var count: String?
    var images: [ThumbPart]
    var newestURL: String?
    var olderURL: String?
    /// Nil for somebody of whom nothing is stored.
    var eraseURL: String?
    /// Whether some model takes pictures beside words.
    var takesPictures = false

    func child(named name: String) -> Any? {
        switch name {
        case "q": query ?? ""
        case "takes_pictures": takesPictures
        case "count_label": count ?? ""
        case "is_empty": images.isEmpty && query == nil && filter == .all
        case "no_result": images.isEmpty && (query != nil || filter != .all)
        case "filters": filters
        case "has_filters": eraseURL != nil
        case "collections": collections
        case "has_collections": !collections.isEmpty
        case "collection": collections.first { $0.isChosen }
        case "keeps_to": filter.name != nil
        case "show": filter.name ?? ""
        case "collection_id": collectionID
        case "selection_url": layout.links.page(.selection)
        case "has_images": !images.isEmpty
        case "images": images
        case "newer_url": newestURL
        case "older_url": olderURL
        case "erase_url": eraseURL
        default: layout.child(named: name)
        }
    }

    private var filters: [NavigationLink] {
        [
            (PictureFilter.all, "gallery.all"), (.favourites, "gallery.favourites"),
            (.uploads, "gallery.uploads"),
        ].map { NavigationLink(layout.links.gallery(in: $0), layout.words[$1], isCurrent: $0 == filter) }
    }

    private var collectionID: String? {
        if case .collection(let id) = filter { id.text } else { nil }
    }
}

extension GalleryPage {
    /// One page of the gallery, the first without a cursor.
    init(
        _ layout: Layout,
        _ found: Shelf,
        in filter: PictureFilter,
        from cursor: ImageID?,
        holding query: String?
    ) {
        let links = layout.links
        self.layout = layout
        self.filter = filter
        self.query = query
        images = found.items.map { ThumbPart($0, toPick: true, layout.words) }
        newestURL = cursor == nil ? nil : links.gallery(in: filter)
        olderURL = found.next.map { links.gallery(in: filter, before: $0, holding: query) }
    }
}

extension Catalogue {
    /// How many pictures there are, or were found.
    func count(ofFound number: Int, holding query: String?) -> String {
        counted(query == nil ? "gallery.count" : "gallery.found", number, ["query": query ?? ""])
    }
}
