/// This site, as passkeys know it (Web Authentication, levels 2 and 3).
///
/// A passkey belongs to `id`, the base URL's host: it works on no other host, and is lost when the host changes.
package struct RelyingParty: Sendable {
    private static let longestHost = 253

    package let id: String
    package let name: String
    let origins: Set<String>

    /// Nil for a host that has no passkeys: an IP address.
    ///
    /// `localhost` has them.
    /// - Parameters:
    ///   - name: what the person's device calls this site.
    ///   - host: of the base URL, in lower case and ASCII.
    ///   - origins: where our pages may stand, such as `https://studio.example`, spelled as browsers do.
    package init?(name: String, host: String, origins: Set<String>) {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            !label.isEmpty && label.utf8.allSatisfy { Self.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
        // Only an address ends with a number (URL standard, "ends in a number").
        let isAddress = labels.last.map { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } } ?? true
        guard host.utf8.count <= Self.longestHost, isName, !isAddress, !origins.isEmpty else { return nil }
        (id, self.name, self.origins) = (host, name, origins)
    }

    private static func isLetterOrDigit(_ sign: UInt8) -> Bool {
        (0x30...0x39).contains(sign) || (0x61...0x7A).contains(sign)
    }
}
