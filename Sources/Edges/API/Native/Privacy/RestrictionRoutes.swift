import Accounts
package import HTTPKit
package import Hummingbird
import Kernel
package import Privacy
import Wire

/// `/api/privacy/restriction`: having one's data, or one picture, be kept and not used.
package struct RestrictionRoutes: Sendable {
    private let privacy: Privacy

    package init(privacy: Privacy) {
        self.privacy = privacy
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/privacy/restriction")
            .put(use: restrict)
            .delete(use: lift)
        router.group("api/images/:id/restriction")
            .put(use: restrictImage)
            .delete(use: liftImage)
    }

    @Sendable private func restrict(_ request: Request, _ context: AppContext) async throws -> Response {
        try await privacy.restrict(context.requirePerson().subject, by: .person)
        return Response(status: .noContent)
    }

    @Sendable private func lift(_ request: Request, _ context: AppContext) async throws -> Response {
        try await privacy.liftRestriction(of: context.requirePerson().subject)
        return Response(status: .noContent)
    }

    @Sendable private func restrictImage(_ request: Request, _ context: AppContext) async throws -> Response {
        let (image, person) = (try context.id("id", as: ImageID.self), try context.requirePerson())
        try await privacy.restrict(image, of: person.subject)
        return Response(status: .noContent)
    }

    @Sendable private func liftImage(_ request: Request, _ context: AppContext) async throws -> Response {
        let (image, person) = (try context.id("id", as: ImageID.self), try context.requirePerson())
        try await privacy.liftRestriction(on: image, of: person.subject)
        return Response(status: .noContent)
    }
}
