import HTTPKit
import Hummingbird
import Kernel
import Studio

extension Web {
    private static let galleryPage = 24

    /// One's own pictures; `show` or `collection` keeps to some of them, `q` searches their words, `cursor` says where a page begins.
    @Sendable func showGallery(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try PageQuery(request)
        let (cursor, words) = (try query.id("cursor", as: ImageID.self), query["q"])
        let filter = try PictureFilter(query)
        var collections: [PictureCollection] = []
        if context.person != nil { collections = try await studio.collections(under: permit(context)) }
        if case .collection(let id) = filter, !collections.contains(where: { $0.id == id }) {
            throw Problem(.notFound)
        }
        let found = try await shelf(
            of: context.person,
            passing: filter,
            before: cursor,
            holding: words,
            upTo: Self.galleryPage,
            in: context.language
        )
        let layout = printer.layout(request, context, at: .gallery, titled: Message("gallery.page"))
        var page = GalleryPage(layout, found, in: filter, from: cursor, holding: words)
        page.collections = collections.map {
            CollectionPart($0, isChosen: filter == .collection($0.id), layout.words)
        }
        if context.person != nil {
            let count = try await studio.count(in: filter, holding: words, under: permit(context))
            page.count = count == 0 ? nil : layout.words.count(ofFound: count, holding: words)
            page.eraseURL = layout.links.page(.erase)
            page.takesPictures = takesPictures
        }
        return printer.print(page)
    }
}

extension PictureFilter {
    /// What an address calls it; nil for all, and for a collection.
    var name: String? {
        switch self {
        case .favourites: "favourites"
        case .uploads: "uploads"
        case .all, .collection, .masks: nil
        }
    }

    /// Reads `show` or `collection`.
    /// - Throws: `Problem` `malformed_parameter`.
    fileprivate init(_ query: PageQuery) throws(Problem) {
        if let id = try query.id("collection", as: CollectionID.self) {
            self = .collection(id)
        } else if let name = query["show"] {
            guard let known = [Self.favourites, .uploads].first(where: { $0.name == name }) else {
                throw Problem(.malformedParameter, field: "show")
            }
            self = known
        } else {
            self = .all
        }
    }
}
