import Accounts
import FoundationEssentials
package import Hummingbird
import Kernel

/// Bounds requests to the native API: those that change something, and those that do not.
///
/// Programs that work meet neither; it keeps one client from taking the server for itself.
package struct RequestLimits: RouterMiddleware {
    private let throttle: Throttle

    package init(throttle: Throttle) {
        self.throttle = throttle
    }

    package func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let isRead = [.get, .head].contains(request.method)
        let verdict = throttle.check(
            isRead ? .apiRead : .apiWrite,
            target: context.person.map { Data($0.subject.text.utf8) },
            network: context.client?.network
        )
        context.limits.note(verdict)
        try verdict.require()
        return try await next(request, context)
    }
}
