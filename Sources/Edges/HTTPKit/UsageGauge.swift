import Accounts
package import Analytics
import HTTPTypes
package import Hummingbird
import Kernel
import Logging
import Privacy

/// Counts the pages that people look at, where they let us.
///
/// Says in the context whether it may, so that the page brings the script that tells of more only then.
package struct UsageGauge: RouterMiddleware {
    private let analytics: Analytics
    private let origins: Origins

    package init(analytics: Analytics, origins: Origins) {
        self.analytics = analytics
        self.origins = origins
    }

    package func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard request.method == .get, !request.uri.path.hasPrefix("/api/"),
            await analytics.mayCount(UsageAsker(context))
        else { return try await next(request, context) }
        var context = context
        context.countsUsage = true
        let response = try await next(request, context)
        if response.status == .ok, response.headers[.contentType]?.hasPrefix("text/html") == true,
            let page = context.endpointPath.map(Self.withoutLanguage), !page.hasPrefix("/admin")
        {
            await count(page, request, context)
        }
        return response
    }

    /// A count that fails costs nobody their page.
    private func count(_ page: String, _ request: Request, _ context: AppContext) async {
        do {
            try await analytics.count(.init(.pageViewed, on: page, request, context, origins))
        } catch {
            Logger.current.warning("A use could not be counted", metadata: ["error": "\(type(of: error))"])
        }
    }

    private static func withoutLanguage(_ template: String) -> String {
        let prefix = Language.allCases.lazy.map { "/\($0.rawValue)" }
            .first { template == $0 || template.hasPrefix($0 + "/") }
        guard let prefix else { return template }
        return template.count == prefix.count ? "/" : String(template.dropFirst(prefix.count))
    }
}

extension UsageSighting {
    /// What a request tells of one use, cut to what may be counted.
    package init(
        _ event: UsageEvent,
        on page: String,
        _ request: Request,
        _ context: AppContext,
        _ origins: Origins
    ) {
        self.init(
            event,
            on: page,
            in: context.language,
            by: ClientSketch(agent: request.headers[.userAgent] ?? ""),
            from: request.headers[.referer].flatMap { ReferrerOrigin($0, ours: origins.origins) },
            in: context.client?.cut
        )
    }
}

extension UsageAsker {
    /// Whose choices hold for a request; a browser that has chosen nothing can still say no by its signal.
    package init(_ context: AppContext) {
        let chooser = context.chooser
        self.init(subject: chooser.subject, saysNo: chooser.subject == nil && chooser.signal != nil)
    }
}
