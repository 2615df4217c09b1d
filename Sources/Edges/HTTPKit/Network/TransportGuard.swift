import HTTPTypes
package import Hummingbird
import Kernel
import Logging

/// Keeps plain HTTP out of an installation whose base URL is https: a page is led to its encrypted address, anything else is
/// refused before its body is read.
package struct TransportGuard: RouterMiddleware {
    private let base: String
    private let isDemanded: Bool

    /// `base` is the base URL, without a slash at the end.
    package init(base: String, origins: Origins) {
        self.base = base
        isDemanded = origins.isSecure
    }

    package func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard isDemanded, context.client?.transport == .plain else {
            return try await next(request, context)
        }
        if request.headers.contains(.authorization) || request.headers.contains(.cookie) {
            // Whoever listened has it now.
            context.logger.warning("A credential came over plain HTTP")
        }
        guard [.get, .head].contains(request.method) else { throw Problem(.tlsRequired) }
        return Response(status: .permanentRedirect, headers: [.location: base + Self.target(of: request)])
    }

    /// Path and query alone: whatever host the request names, it is not led there.
    private static func target(of request: Request) -> String {
        let path = request.uri.path.first == "/" ? request.uri.path : "/"
        return path + (request.uri.query.map { "?\($0)" } ?? "")
    }
}
