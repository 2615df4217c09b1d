import Outbound

/// Where another installation takes an archive in, as its person copied it from there.
///
/// An archive is posted to addresses of this form and to no others: whoever sends cannot choose what else they reach.
package struct TransferAddress: Sendable {
    /// What stands between the other installation's base URL and the token.
    package static let path = "/api/privacy/arrivals/"

    let url: OutboundURL

    /// White space, which copying may bring along, counts for nothing; nil for anything of another form.
    package init?(_ text: String) {
        guard let url = OutboundURL(text.filter { !$0.isWhitespace }), url.target.hasPrefix(Self.path),
            TransferToken(url.target.dropFirst(Self.path.count)) != nil
        else { return nil }
        self.url = url
    }
}

extension TransferAddress: CustomStringConvertible, CustomReflectable {
    /// It ends in a secret: reaches no log by interpolation or dump.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
