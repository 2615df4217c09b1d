import Engines
package import HTTPKit
package import Hummingbird
import Kernel
package import Studio
import Wire

/// `/api/models`: what can be asked for, what it costs, and whether anything leaves the server.
package struct ModelRoutes: Sendable {
    private let studio: Studio
    private let presenter: Presenter

    package init(studio: Studio, presenter: Presenter) {
        self.studio = studio
        self.presenter = presenter
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/models").get(use: list)
    }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let models = studio.offeredModels.map { presenter.body(of: $0, in: context.language) }
        return try .json(ListBody(data: models, nextCursor: nil))
    }
}
