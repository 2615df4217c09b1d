import HTTPTypes
package import Hummingbird

/// The addresses that are ours, and whether a request comes from one of our own pages.
package struct Origins: Sendable {
    /// `https://studio.example`, as browsers write it.
    package let origins: Set<String>
    /// `studio.example`, as the Host header has it.
    package let authorities: Set<String>
    package let isSecure: Bool
    package let isLocal: Bool

    package init(
        origins: Set<String>,
        authorities: Set<String>,
        isSecure: Bool,
        isLocal: Bool
    ) {
        self.origins = origins
        self.authorities = authorities
        self.isSecure = isSecure
        self.isLocal = isLocal
    }

    /// Whether a browser vouches that one of our own pages sent this.
    ///
    /// `Sec-Fetch-Site` first, then `Origin`. The Host is checked too: a foreign name that resolves to this machine would make a
    /// foreign page "same origin" in its browser's eyes.
    package func sent(_ request: Request) -> Bool {
        guard let authority = request.head.authority, authorities.contains(authority.lowercased()) else {
            return false
        }
        if let site = request.headers[.secFetchSite] {
            return site == "same-origin"
        }
        return request.headers[.origin].map(origins.contains) ?? false
    }
}

extension Origins {
    /// Whether a browser says that a page of somebody else's sent this.
    ///
    /// Programs say nothing, and have no cookies that anybody could abuse.
    package func isForeign(_ request: Request) -> Bool {
        let isFromBrowser = request.headers[.secFetchSite] != nil || request.headers[.origin] != nil
        return isFromBrowser && !sent(request)
    }
}

extension HTTPField.Name {
    package static let secFetchSite = Self("Sec-Fetch-Site").unsafelyKnown
    package static let idempotencyKey = Self("Idempotency-Key").unsafelyKnown
    package static let lastEventID = Self("Last-Event-ID").unsafelyKnown
    package static let forwardedFor = Self("X-Forwarded-For").unsafelyKnown
    package static let forwarded = Self("Forwarded").unsafelyKnown
    /// What search engines may keep.
    package static let robots = Self("X-Robots-Tag").unsafelyKnown
    package static let forwardedProto = Self("X-Forwarded-Proto").unsafelyKnown
}

extension HTTPField.Name? {
    /// For literal names, whose characters are known to be allowed.
    var unsafelyKnown: HTTPField.Name {
        guard let self else { preconditionFailure("a literal header name is malformed") }
        return self
    }
}
