package import Accounts
package import Hummingbird
import Kernel

/// What an address asks of a key; an address that this does not know refuses every key, also one that is yet to come.
package enum KeyRights: Hashable, Sendable {
    /// Any key will do: it tells nothing about anybody, or decides by itself what it gives.
    case open
    case needs(KeyScope)
    /// What a page's key may not do, whatever its scopes: it would use up what its account may keep, order or bring in a day.
    case needsSecret(KeyScope)
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
        case "upload": self = .needsSecret(.jobs)
        case "api" where !isForced: self = Self.native(isRead, method, rest)
        case "mcp" where !isForced: self = .open
        default: self = .refused
        }
    }

    /// - Throws: `Problem` `key_refused`, `scope_missing`.
    func require(of key: APIKey) throws(Problem) {
        switch self {
        case .open: return
        case .needs(let scope): try Self.require(scope, of: key)
        case .needsSecret(let scope):
            guard key.kind == .secret else { throw Problem(.keyRefused) }
            try Self.require(scope, of: key)
        case .ownOrNeeds(let scope):
            guard !key.scopes.isDisjoint(with: [scope, .jobs]) else {
                throw Problem(.scopeMissing, ["scope": scope.rawValue])
            }
        case .refused: throw Problem(.keyRefused)
        }
    }

    private static func require(_ scope: KeyScope, of key: APIKey) throws(Problem) {
        guard key.scopes.contains(scope) else { throw Problem(.scopeMissing, ["scope": scope.rawValue]) }
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
            if isRead {
                .needs(.read)
            } else if parts.count == 1 || parts.last == "retry" {
                .needsSecret(.jobs)
            } else {
                .needs(.manage)
            }
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
        case "models" where parts.last?.hasSuffix(":batchGenerateContent") == true: .needsSecret(.jobs)
        case "models", "tunedModels", "images": .needs(.jobs)
        case "interactions" where isRead, "responses" where isRead: .ownOrNeeds(.read)
        case "interactions", "responses": .needs(method == .delete ? .manage : .jobs)
        case "files", "batches":
            method == .post ? .needsSecret(.jobs) : .needs(isRead ? .read : .manage)
        default: .refused
        }
    }
}
