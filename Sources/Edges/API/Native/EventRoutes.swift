package import Analytics
package import HTTPKit
package import Hummingbird
import Kernel
import Wire

/// `/api/events`: what our own pages tell of their use.
///
/// The answer is the same whether anything is kept: that is decided here, from what was chosen, whatever a page claims.
package struct EventRoutes: Sendable {
    private let analytics: Analytics
    private let origins: Origins

    package init(analytics: Analytics, origins: Origins) {
        self.analytics = analytics
        self.origins = origins
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.post("api/events", use: count)
    }

    @Sendable private func count(_ request: Request, _ context: AppContext) async throws -> Response {
        let body = try await request.json(UsageEventBody.self, members: UsageEventBody.CodingKeys.self)
        let event = try UsageEvent(told: body.name)
        var context = context
        if let language = body.language { context.language = try Language(chosen: language) }
        if !origins.isForeign(request), await analytics.mayCount(UsageAsker(context)) {
            try await analytics.count(UsageSighting(event, on: "", request, context, origins))
        }
        return Response(status: .noContent)
    }
}
