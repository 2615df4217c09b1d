import HTTPTypes
package import Hummingbird
import Kernel

extension Request {
    /// The key that a program shows: `Authorization: Bearer`, `x-goog-api-key`, or `?key=` below the addresses of programs.
    ///
    /// Clients of every shape mix them, so each is taken wherever a key opens anything; nil where none is shown. Elsewhere only what
    /// begins as a key of ours is one: proxies before us may put bearers of their own into every request.
    package var shownKey: Substring? {
        let isOpen = KeyRights(self) != .refused
        let named = headers[.authorization]?.bearerToken ?? headers[.googleAPIKey].map { $0[...] }
        if let named { return isOpen || named.hasPrefix("nbp_") ? named : nil }
        guard isOpen, let asked = uri.queryParameters["key"] else { return nil }
        // The native API's lists have a filter of that name, whose keys are named and not shown.
        return asked.hasPrefix("nbp_") || !uri.path.hasPrefix("/api/") ? asked : nil
    }
}

extension String {
    /// The token of `Bearer …` (RFC 6750, section 2.1), whose scheme is written in any case.
    fileprivate var bearerToken: Substring? {
        let parts = split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return parts[1]
    }
}

extension HTTPField.Name {
    package static let googleAPIKey = Self("x-goog-api-key").unsafelyKnown
}
