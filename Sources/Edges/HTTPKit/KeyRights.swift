package import Accounts
package import Hummingbird
import Kernel

/// What an address asks of a key; an address that this does not know refuses every key, also one that is yet to come.
package enum KeyRights: Hashable, Sendable {
    /// Any key will do: it tells nothing about anybody, or decides by itself what it gives.
    case open
    case needs(KeyScope)
    /// Whoever lacks the scope gets, with `jobs`, what was ordered with the key itself; the route sees to it
    /// (`Person.requireSight`).
    case ownOrNeeds(KeyScope)
    case refused

    package init(_ request: Request) {
        self.init(request.method, request.uri.path)
    }

    package init(_ method: HTTPRequest.Method, _ path: String) {
        var parts = path.split(separator: "/").map(String.init)
        // `/openai/v1/…` and `/gemini/v1beta/…` force a shape.
        let isForced = parts.first == "openai" || parts.first == "gemini"
        if isForced { parts.removeFirst() }
        let isRead = method == .get || method == .head
        let rest = Array(parts.dropFirst())
        switch parts.first {
        case "v1", "v1beta", "v1alpha": self = Self.compatible(isRead, method, rest)
        case "upload": self = .needs(.jobs)
        case "api" where !isForced: self = Self.native(isRead, method, rest)
        case "mcp" where !isForced: self = .open
        default: self = .refused
        }
    }

    /// - Throws: `Problem` `key_refused`, `scope_missing`.
    func require(of key: APIKey) throws(Problem) {
        switch self {
        case .open: return
        case .needs(let scope):
            guard key.scopes.contains(scope) else {
                throw Problem(.scopeMissing, ["scope": scope.rawValue])
            }
        case .ownOrNeeds(let scope):
            guard !key.scopes.isDisjoint(with: [scope, .jobs]) else {
                throw Problem(.scopeMissing, ["scope": scope.rawValue])
            }
        case .refused: throw Problem(.keyRefused)
        }
    }

    private static func native(
        _ isRead: Bool,
        _ method: HTTPRequest.Method,
        _ parts: [String]
    ) -> KeyRights {
        switch parts.first {
        case "models", "drawings", "designs", "presets", "fonts", "darkroom": .open
        // Whoever has a picture may ask what its marks say.
        case "verify": .open
        case "keys": isRead && parts == ["keys", "current"] ? .open : .refused
        case "jobs": isRead && parts.count > 1 ? .ownOrNeeds(.read) : .needs(isRead ? .read : .jobs)
        // Trying again orders.
        case "batches":
            isRead ? .needs(.read) : .needs(parts.count == 1 || parts.last == "retry" ? .jobs : .manage)
        // What it shows are the pictures that it names.
        case "previews": .needs(.read)
        case "uploads": .needs(isRead ? .read : .jobs)
        case "images": images(isRead, method, Array(parts.dropFirst()))
        case "collections", "shares": .needs(isRead ? .read : .manage)
        case "webhooks": .needs(.webhooks)
        case "account", "usage", "privacy": isRead && parts.count == 1 ? .needs(.account) : .refused
        default: .refused
        }
    }

    /// Below `/api/images`.
    private static func images(
        _ isRead: Bool,
        _ method: HTTPRequest.Method,
        _ parts: [String]
    ) -> KeyRights {
        switch (parts.count, parts.last) {
        case (0, _): .needs(isRead ? .read : .jobs)
        case (1, "archive"): .needs(.read)
        case (2, "file") where isRead: .ownOrNeeds(.read)
        // To have one's data kept and not used is for people.
        case (2, "restriction"): .refused
        default: .needs(isRead ? .read : .manage)
        }
    }

    private static func compatible(
        _ isRead: Bool,
        _ method: HTTPRequest.Method,
        _ parts: [String]
    ) -> KeyRights {
        switch parts.first {
        case "models" where isRead || parts.last?.hasSuffix(":countTokens") == true: .open
        case "models", "tunedModels", "images": .needs(.jobs)
        case "interactions" where isRead, "responses" where isRead: .ownOrNeeds(.read)
        case "files", "batches", "interactions", "responses":
            .needs(isRead ? .read : method == .delete ? .manage : .jobs)
        default: .refused
        }
    }
}
