/// A revision of the Model Context Protocol, by the day of its release.
///
/// Up to 2025-11-25 a client and a server agree on one by a handshake, `initialize`. Since 2026-07-28 there is none: each
/// request says by itself of which revision it is.
package enum MCPRevision: String, CaseIterable, Comparable, Sendable {
    case november2024 = "2024-11-05"
    case march2025 = "2025-03-26"
    case june2025 = "2025-06-18"
    case november2025 = "2025-11-25"
    case july2026 = "2026-07-28"

    /// What a client speaks that says nothing, as the revisions with a handshake have it for HTTP.
    static let assumed = MCPRevision.march2025
    /// What is offered to a client that asks for one that is not spoken here.
    static let latestByHandshake = MCPRevision.november2025

    package var hasHandshake: Bool { self < .july2026 }
    /// Several messages at once; the next revision took them back.
    var takesBatches: Bool { self <= .march2025 }
    var takesLinks: Bool { self >= .june2025 }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    static var names: [String] { allCases.map(\.rawValue) }
}

/// Names of what requests say about themselves.
enum MCPMeta {
    static let revision = "io.modelcontextprotocol/protocolVersion"
    static let capabilities = "io.modelcontextprotocol/clientCapabilities"
    static let server = "io.modelcontextprotocol/serverInfo"
}
