import Engines
package import HTTPKit
import HTTPTypes
package import Hummingbird
import Kernel
import NIOCore
package import Studio

/// `/api/designs/{id}/sample`: what a design looks like, for everybody.
///
/// Caches that many people share may keep the answers: these routes stand where nobody is known, so that none carries a cookie.
package struct DesignSampleRoutes: Sendable {
    /// Designs change with releases only.
    private static let keep = "public, max-age=86400"

    private let studio: Studio

    package init(studio: Studio) {
        self.studio = studio
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/designs").get(":id/sample", use: sample)
    }

    /// `aspect_ratio` and `palette` choose among the design's own; `lang` is the language of its words.
    @Sendable private func sample(_ request: Request, _ context: AppContext) async throws -> Response {
        let name = context.parameters.get("id") ?? ""
        guard let design = studio.tools.designs.designs.first(where: { $0.id == name }) else {
            throw Problem(.notFound)
        }
        let query = try Query(request)
        let bytes = try await studio.sample(
            of: design,
            aspect: query["aspect_ratio"].flatMap { AspectRatio(rawValue: $0) },
            palette: query["palette"],
            in: query["lang"].flatMap { Language(tag: $0) } ?? context.language
        )
        return Response(
            status: .ok,
            headers: [.contentType: "image/webp", .cacheControl: Self.keep, .vary: "Accept-Language"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
