import Accounts
import FoundationEssentials
package import Hummingbird
import Kernel

/// Bounds requests to the native API: those that change something, and those that do not; and those of a key by the key's own
/// limit, which comes first.
///
/// Programs that work meet neither of the first two; they keep one client from taking the server for itself.
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
        if let key = context.person?.key, let pace = key.limits.requestsPerMinute {
            let verdict = throttle.check(key.id, perMinute: pace)
            context.limits.note(verdict)
            try verdict.require()
        }
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
