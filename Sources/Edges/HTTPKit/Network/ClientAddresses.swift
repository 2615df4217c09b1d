package import Hummingbird
import Kernel

/// Finds out where each request comes from, before anything else looks at it.
package struct ClientAddresses: RouterMiddleware {
    private let proxies: TrustedProxies
    private let listener: ClientAddress.Transport

    /// `listener` says how connections to this port are protected.
    package init(trusting proxies: TrustedProxies, over listener: ClientAddress.Transport) {
        self.proxies = proxies
        self.listener = listener
    }

    package func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let peer = context.remoteAddress?.ipAddress.flatMap({ IPAddress($0) }) {
            context.client = proxies.client(of: request.headers, from: peer, over: listener)
        }
        return try await next(request, context)
    }
}
