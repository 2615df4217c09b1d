package import Hummingbird

/// Who reads an answer: people in a browser, or programs.
package enum Surface: Sendable {
    case pages
    case programs

    /// First parts of addresses that programs ask; no page's address begins with one.
    private static let ofPrograms: Set<Substring> = [
        "api", "v1", "v1beta", "v1alpha", "upload", "openai", "gemini", "mcp", "openapi.json", "healthz",
        "readyz",
        "metrics", "csp-reports", "assets", "audit", ".well-known", "cookies.json",
    ]

    package init(of request: Request) {
        let first = request.uri.path.split(separator: "/", maxSplits: 1).first
        self = first.map(Self.ofPrograms.contains) == true ? .programs : .pages
    }
}
