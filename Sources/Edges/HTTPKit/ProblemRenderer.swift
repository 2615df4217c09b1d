package import Hummingbird
package import Kernel
import Logging

/// Words a problem for one kind of client.
package protocol ProblemDialect: Sendable {
    func render(
        _ problem: Problem,
        for request: Request,
        context: AppContext
    ) -> Response

    /// What `Retry-After` says; nil for nothing.
    func retryAfter(_ problem: Problem) -> String?
}

extension ProblemDialect {
    package func retryAfter(_ problem: Problem) -> String? { problem.retryAfter }
}

/// Turns whatever a route throws into an answer, so that the middleware around it can add headers to it.
///
/// An unknown path meets only this middleware, so it chooses the dialect by path.
package struct ProblemRenderer: RouterMiddleware {
    private let dialect: @Sendable (Request) -> any ProblemDialect

    package init(choosing dialect: @escaping @Sendable (Request) -> any ProblemDialect) {
        self.dialect = dialect
    }

    package func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Problem(error)
            if problem.status >= 500 {
                context.logger.error(
                    "Request failed",
                    metadata: ["error": "\(type(of: error))", "route": "\(context.endpointPath ?? "none")"]
                )
            }
            let dialect = dialect(request)
            var response = dialect.render(problem, for: request, context: context)
            if problem.code == .methodNotAllowed, let allow = problem.arguments["allow"] {
                response.headers[.allow] = allow
            }
            context.limits.note(problem)
            if let retryAfter = dialect.retryAfter(problem) { response.headers[.retryAfter] = retryAfter }
            return request.method == .head ? response.createHeadResponse() : response
        }
    }
}

extension Problem {
    /// When trying again may help, in seconds (RFC 9110, section 10.2.3); nil when time alone changes nothing.
    package var retryAfter: String? {
        switch code {
        case .quotaExceeded: quotas.map(\.wait).max().map { "\($0)" }
        case .tooManyJobs: "5"
        case .tooManyBatches: "\(quotas.map(\.wait).max() ?? 60)"
        case .batchRunning: "5"
        case .tooBusy where field == "file": "10"
        default: nil
        }
    }
}
