import Glibc

/// Recognises what can stand for a machine (RFC 1123, section 2.1; RFC 4291, section 2.2).
enum HostName {
    private static let longest = 253
    private static let labelLengths = 1...63

    /// A name in ASCII, or an IPv4 address.
    static func isName(_ text: String) -> Bool {
        text.utf8.count <= longest
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isLabel)
    }

    /// An IPv6 address without brackets.
    static func isIPv6(_ text: String) -> Bool {
        var address = in6_addr()
        return inet_pton(AF_INET6, text, &address) == 1
    }

    private static func isLabel(_ label: Substring) -> Bool {
        labelLengths.contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.unicodeScalars.allSatisfy { scalar in
                scalar == "-" || "a"..."z" ~= scalar || "A"..."Z" ~= scalar || "0"..."9" ~= scalar
            }
    }
}
