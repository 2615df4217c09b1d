import HTTPKit
import Hummingbird
import Kernel
import Studio

extension Web {
    private static let galleryPage = 24

    /// One's own pictures; `q` searches their words, `cursor` says where a page begins.
    @Sendable func showGallery(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try PageQuery(request)
        let (cursor, words) = (try query.id("cursor", as: ImageID.self), query["q"])
        let found = try await shelf(
            of: context.person,
            before: cursor,
            holding: words,
            upTo: Self.galleryPage
        )
        let layout = printer.layout(request, context, at: .gallery, titled: Message("gallery.page"))
        var page = GalleryPage(layout, found, from: cursor, holding: words)
        if context.person != nil {
            let count = try await studio.count(holding: words, under: permit(context))
            page.count = count == 0 ? nil : layout.words.count(ofFound: count, holding: words)
            page.eraseURL = layout.links.page(.erase)
        }
        return printer.print(page)
    }
}
