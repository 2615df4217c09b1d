package import HTTPTypes
package import Hummingbird

/// The header policy of every answer (ASVS 5.0, V3.4), and the one writer of cookies.
package struct SecurityHeaders: RouterMiddleware {
    private static let contentSecurityPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; \
        font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
        object-src 'none'; frame-ancestors 'none'; report-to csp
        """

    private let origins: Origins
    private let fields: HTTPFields

    package init(origins: Origins) {
        self.origins = origins
        fields = [
            .contentSecurityPolicy: Self.contentSecurityPolicy,
            .xContentTypeOptions: "nosniff",
            .referrerPolicy: "same-origin",
            .crossOriginOpenerPolicy: "same-origin",
            .crossOriginResourcePolicy: "same-origin",
            .permissionsPolicy: """
            geolocation=(), camera=(), microphone=(), publickey-credentials-create=(self), \
            publickey-credentials-get=(self)
            """,
            .reportingEndpoints: "csp=\"\(Route.securityReports.path)\"",
            .xssProtection: "0",
        ]
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
        // Over plain HTTP it means nothing and must not be sent (RFC 6797, section 7.2).
        if origins.isSecure, !origins.isLocal, context.client?.transport != .plain {
            response.headers[.strictTransportSecurity] = "max-age=63072000; includeSubDomains"
        }
        context.limits.write(into: &response.headers)
        context.cookies.write(into: &response, isSecure: origins.isSecure)
        return response
    }
}

extension HTTPField.Name {
    package static let referrerPolicy = Self("Referrer-Policy").unsafelyKnown
    fileprivate static let crossOriginOpenerPolicy = Self("Cross-Origin-Opener-Policy").unsafelyKnown
    fileprivate static let permissionsPolicy = Self("Permissions-Policy").unsafelyKnown
    fileprivate static let reportingEndpoints = Self("Reporting-Endpoints").unsafelyKnown
    fileprivate static let xssProtection = Self("X-XSS-Protection").unsafelyKnown
}
