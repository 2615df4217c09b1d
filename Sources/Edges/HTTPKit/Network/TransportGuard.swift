import HTTPTypes
package import Hummingbird
import Kernel
import Logging

/// Keeps plain HTTP out of an installation whose base URL is https: a page is led to its encrypted address, anything else is
/// refused before its body is read.
///
/// A program that shows a credential is refused too, though it only reads: led on, it would tell whoever listens at every call,
/// and nobody would notice.
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
        let isReading = request.method == .get || request.method == .head
        let showsCredential = request.showsCredential
        if showsCredential {
            // Whoever listened has it now.
            context.logger.warning("A credential came over plain HTTP")
        }
        guard isReading, !(showsCredential && request.isOfProgram) else { throw Problem(.tlsRequired) }
        return Response(status: .permanentRedirect, headers: [.location: base + Self.target(of: request)])
    }

    /// Path and query alone: whatever host the request names, it is not led there.
    private static func target(of request: Request) -> String {
        let path = request.uri.path.first == "/" ? request.uri.path : "/"
        return path + (request.uri.query.map { "?\($0)" } ?? "")
    }
}

extension Request {
    /// Whether it holds anything that opens something, wherever a program may have put it.
    fileprivate var showsCredential: Bool {
        headers.contains(.authorization) || headers.contains(.googleAPIKey) || shownKey != nil
            || uri.queryParameters[values: "key"].contains { $0.hasPrefix("nbp_") } || hasOwnCookie
    }

    /// Whether it sends a cookie of ours that somebody else could use, under either of its names.
    private var hasOwnCookie: Bool {
        RegisteredCookie.allCases.contains { cookie in
            cookie.kind == .necessary
                && (value(of: cookie, isSecure: true) ?? value(of: cookie, isSecure: false)) != nil
        }
    }

    /// Whether its address is one that programs ask with keys.
    fileprivate var isOfProgram: Bool {
        guard let first = uri.path.split(separator: "/", maxSplits: 1).first else { return false }
        return ["api", "v1", "v1beta", "v1alpha", "upload", "openai", "gemini", "mcp"].contains(first)
    }
}
