import HTTPTypes
package import Hummingbird

/// The header policy of every answer (ASVS 5.0, V3.4), and the one writer of cookies.
package struct SecurityHeaders: RouterMiddleware {
    private static let contentSecurityPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; \
        font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
        object-src 'none'; frame-ancestors 'none'
        """

    private let origins: Origins
    private let fields: HTTPFields

    package init(origins: Origins) {
        self.origins = origins
        var fields: HTTPFields = [
            .contentSecurityPolicy: Self.contentSecurityPolicy,
            .xContentTypeOptions: "nosniff",
            .referrerPolicy: "same-origin",
            .crossOriginOpenerPolicy: "same-origin",
            .crossOriginResourcePolicy: "same-origin",
            .permissionsPolicy: "geolocation=(), camera=(), microphone=()",
            .xssProtection: "0",
        ]
        if origins.isSecure, !origins.isLocal {
            fields[.strictTransportSecurity] = "max-age=63072000; includeSubDomains"
        }
        self.fields = fields
    }

    package func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for field in fields where response.headers[field.name] == nil {
            response.headers.append(field)
        }
        if response.headers[.cacheControl] == nil {
            response.headers[.cacheControl] = "no-store"
        }
        context.cookies.write(into: &response, isSecure: origins.isSecure)
        return response
    }
}

extension HTTPField.Name {
    fileprivate static let referrerPolicy = Self("Referrer-Policy").unsafelyKnown
    fileprivate static let crossOriginOpenerPolicy = Self("Cross-Origin-Opener-Policy").unsafelyKnown
    fileprivate static let permissionsPolicy = Self("Permissions-Policy").unsafelyKnown
    fileprivate static let xssProtection = Self("X-XSS-Protection").unsafelyKnown
}
