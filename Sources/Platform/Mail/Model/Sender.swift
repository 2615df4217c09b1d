import Kernel

/// Who our mails are from: a name and an address in ASCII, which every server takes.
package struct Sender: Hashable, Sendable {
    package static let longestName = 100

    package let name: String
    /// As an envelope writes it, without angle brackets.
    package let address: String

    /// Reads `Name <address>`, or an address alone.
    package init?(_ text: String) {
        let parts = text.split(separator: "<", maxSplits: 1, omittingEmptySubsequences: false)
        let isNamed = parts.count == 2
        guard !isNamed || parts[1].hasSuffix(">") else { return nil }
        let name = isNamed ? Self.unquoted(parts[0]) : ""
        guard let address = EmailAddress(isNamed ? parts[1].dropLast() : parts[0]),
            address.text.utf8.allSatisfy({ $0 < 0x80 }), name.count <= Self.longestName,
            !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return nil }
        self.name = name
        self.address = address.text
    }

    /// What holds without a setting: nobody reads answers at `host`, a name or an address without brackets.
    package init(name: String, host: String) {
        self.name = name
        let isIPv4 = host.wholeMatch(of: /[0-9.]+/) != nil
        let domain = host.contains(":") ? "[IPv6:\(host)]" : isIPv4 ? "[\(host)]" : host
        address = "no-reply@\(domain)"
    }

    /// What is behind the `@`.
    package var domain: String {
        address.split(separator: "@").last.map(String.init) ?? address
    }

    private static func unquoted(_ text: Substring) -> String {
        var name = text.drop(while: \.isWhitespace)
        while name.last?.isWhitespace == true { name = name.dropLast() }
        guard name.count >= 2, name.first == "\"", name.last == "\"" else { return String(name) }
        return String(name.dropFirst().dropLast())
    }
}
