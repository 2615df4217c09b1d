import HTTPKit
import HTTPTypes
package import Hummingbird

/// Addresses below `/v1` that are of another protocol: the Data Rights Protocol's.
private let elsewhere: Set<Substring> = ["data-rights-request", "agent"]

/// Whose shape a request has, and so whose its answer must have: clients that get another's fail without a word.
package enum Shape: Hashable, Sendable {
    case openAI
    case gemini
    /// Gemini's newer interface, whose names and errors are its own.
    case interactions

    /// By a prefix that forces one, by the address, and where both have it by the credentials and the client's name.
    ///
    /// Nil for addresses of neither.
    package init?(of request: Request) {
        var parts = request.uri.path.split(separator: "/")
        var forced: Shape?
        switch parts.first {
        case "openai": forced = .openAI
        case "gemini": forced = .gemini
        default: break
        }
        if forced != nil { parts.removeFirst() }
        guard let version = parts.first, ["v1", "v1beta", "v1alpha", "upload"].contains(version),
            parts.count < 2 || !elsewhere.contains(parts[1])
        else { return nil }
        if forced != .openAI, parts.count > 1, parts[1] == "interactions" {
            self = .interactions
        } else if let forced {
            self = forced
        } else if version != "v1" {
            self = .gemini
        } else {
            self = Self.ofVersionOne(request, parts.dropFirst().map { $0 })
        }
    }

    private static func ofVersionOne(_ request: Request, _ parts: [Substring]) -> Shape {
        switch parts.first {
        case "images", "responses": return .openAI
        case "files" where request.method == .post || parts.last == "content": return .openAI
        case "batches" where request.method == .post && (parts.count == 1 || parts.last == "cancel"):
            return .openAI
        case "batches" where request.method == .post || request.method == .delete: return .gemini
        case "models", "tunedModels", "files":
            if parts.last?.contains(":") == true { return .gemini }
        default: break
        }
        return isFromGeminiClient(request) ? .gemini : .openAI
    }

    private static func isFromGeminiClient(_ request: Request) -> Bool {
        request.headers[.googleAPIKey] != nil || request.headers[.googleClient] != nil
            || request.uri.queryParameters["key"] != nil
            || request.headers[.userAgent]?.hasPrefix("google-genai-sdk/") == true
    }
}

extension HTTPField.Name {
    fileprivate static let googleClient = Self("x-goog-api-client") ?? .userAgent
}
