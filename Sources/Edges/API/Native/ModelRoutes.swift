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
        router.group("api/models")
            .get(use: list)
            .get(":id", use: show)
    }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let models = studio.offeredModels.map { presenter.body(of: $0, in: context.language) }
        return try .told(ListBody(data: models, nextCursor: nil), for: request, isForEverybody: true)
    }

    /// One of them by its id or an alias.
    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let name = context.parameters.get("id") ?? ""
        let model = studio.offeredModels.first { $0.id == name || $0.aliases.contains(name) }
        guard let model else { throw Problem(.modelUnknown) }
        return try .told(presenter.body(of: model, in: context.language), for: request, isForEverybody: true)
    }
}
