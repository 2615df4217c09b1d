package import Kernel
import Outbound

/// Somebody whose word about who a person is the operator takes.
package struct OpenIDProvider: Sendable {
    /// What addresses, cookies and logs call it.
    package struct ID: Hashable, Sendable {
        package let text: String

        /// Small letters, digits and dashes, at most 32.
        package init?(_ text: String) {
            guard text.wholeMatch(of: /[a-z0-9\-]{1,32}/) != nil else { return nil }
            self.text = text
        }
    }

    /// Who issues its tokens: an address, compared letter by letter.
    package struct Issuer: Hashable, Sendable {
        package let text: String
        let url: OutboundURL

        /// - Parameters:
        ///   - text: an https address without a query.
        ///   - isLocal: whether this machine without TLS will do too.
        package init?(_ text: String, isLocal: Bool) {
            guard let url = OutboundURL(text), !text.contains("?"),
                url.scheme == .https || (isLocal && url.isThisMachine)
            else { return nil }
            self.text = text
            self.url = url
        }
    }

    package static let usualScopes = ["openid", "email", "profile"]

    package let id: ID
    /// As people know it.
    package let name: String
    package let issuer: Issuer
    let clientID: String
    let clientSecret: Secret
    let scopes: [String]

    /// `scopes` are what is asked for; `openid` is always among them.
    package init(
        id: ID,
        name: String,
        issuer: Issuer,
        clientID: String,
        clientSecret: Secret,
        scopes: [String] = usualScopes
    ) {
        self.id = id
        self.name = name
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.scopes = scopes.contains("openid") ? scopes : ["openid"] + scopes
    }

    /// How logs and metrics know it.
    var label: HostLabel { HostLabel("openid-\(id.text)") ?? "openid" }

    /// Addresses of the issuer's own origin are the operator's word; others are the metadata's, and must be public.
    func destination(of url: OutboundURL) -> Destination {
        .named(by: url.origin == issuer.url.origin ? .operator : .document, as: label)
    }
}
