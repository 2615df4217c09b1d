import HTTPTypes
package import Hummingbird

/// Lets pages of other sites ask with keys, and never with cookies (Fetch standard, section 3.3).
///
/// A browser asks before it sends a key: that is answered for every site, wherever a key opens anything, for what the answer then
/// gives is decided by the key. The answer itself may be read where a key was shown, or where the address alone is the
/// credential. Credentials of the browser's own are never allowed, so that a request with our cookie stays unreadable, and
/// what it would change is refused as before.
package struct CrossOrigin: RouterMiddleware {
    /// For so many seconds a browser need not ask again; none keeps it longer.
    private static let patience = "7200"
    private static let methods = "GET, HEAD, POST, PUT, PATCH, DELETE"

    package init() {}

    package func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard let origin = request.headers[.origin] else { return try await next(request, context) }
        if request.method == .options, let preflight = Self.preflight(request) { return preflight }
        var response = try await next(request, context)
        let isOpen = request.shownKey != nil || Self.isCredential(request.uri.path)
        if isOpen || KeyRights(request) != .refused { response.headers.vary(by: "Origin") }
        guard isOpen else { return response }
        response.headers[.accessControlAllowOrigin] = origin
        response.headers[.accessControlExposeHeaders] = ExposedHeaders.names(in: response.headers)
        return response
    }

    /// The answer to a browser that asks whether it may ask; nil where no key opens the address.
    private static func preflight(_ request: Request) -> Response? {
        guard
            let method = request.headers[.accessControlRequestMethod].flatMap(
                HTTPRequest.Method.init(rawValue:)
            ),
            KeyRights(method, request.uri.path) != .refused
        else { return nil }
        let asked = (request.headers[.accessControlRequestHeaders] ?? "").split(separator: ",")
        let names = asked.compactMap { name in
            HTTPField.Name(name.filter { $0 != " " && $0 != "\t" })?.canonicalName
        }
        var headers: HTTPFields = [
            .accessControlAllowOrigin: "*",
            .accessControlAllowMethods: methods,
            .accessControlMaxAge: patience,
            .vary: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ]
        let allowed = names.filter(AllowedHeaders.take)
        if !allowed.isEmpty { headers[.accessControlAllowHeaders] = allowed.joined(separator: ", ") }
        return Response(status: .noContent, headers: headers)
    }

    /// Whether whoever knows the address needs no key: where an upload goes.
    private static func isCredential(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return parts.first == "upload" || parts.prefix(2) == ["gemini", "upload"]
    }
}

/// What a page of another site may send.
private enum AllowedHeaders {
    private static let names: Set<String> = [
        "authorization", "content-type", "accept", "x-goog-api-key", "x-goog-api-client", "idempotency-key",
        "prefer", "last-event-id", "if-match", "if-none-match", "openai-organization", "openai-project",
        "x-server-timeout", "tus-resumable",
    ]
    private static let beginnings = ["x-stainless-", "mcp-", "x-goog-upload-", "upload-"]

    static func take(_ name: String) -> Bool {
        names.contains(name) || beginnings.contains(where: name.hasPrefix)
    }
}

/// What a page of another site may read beside the body.
private enum ExposedHeaders {
    private static let always = [
        "x-request-id", "x-job-id", "retry-after", "ratelimit", "ratelimit-policy", "location",
        "mcp-session-id",
        "etag", "link", "preference-applied", "x-should-retry", "content-disposition",
    ]
    private static let beginnings = ["x-ratelimit-", "x-goog-upload-", "openai-", "upload-", "tus-"]

    static func names(in headers: HTTPFields) -> String {
        let found = headers.map(\.name.canonicalName).filter { name in
            beginnings.contains(where: name.hasPrefix)
        }
        return (always + Set(found).sorted()).joined(separator: ", ")
    }
}

extension HTTPFields {
    /// Adds to what an answer depends on.
    fileprivate mutating func vary(by name: String) {
        self[.vary] = self[.vary].map { "\($0), \(name)" } ?? name
    }
}
