import FoundationEssentials
import Kernel

/// An address on the web in the one spelling that we, the resolver and the HTTP client read alike.
///
/// A scheme, a host, perhaps a port, a path and a query in visible ASCII. No user, no fragment, no host in a notation that only
/// some readers take for a number (`127.1`, `0x7f.1`, `2130706433`).
package struct OutboundURL: Hashable, Sendable {
    package enum Scheme: String, Sendable {
        case http
        case https

        var port: Int { self == .https ? 443 : 80 }
    }

    /// Scheme, host and port.
    package struct Origin: Hashable, Sendable {
        package let scheme: Scheme
        /// In lower case; an IPv6 address without its brackets.
        package let host: String
        package let port: Int
    }

    /// In bytes.
    private static let longest = 4_096

    package let origin: Origin
    /// Path and query, as sent.
    package let target: String

    package init?(_ text: String) {
        let pattern =
            /(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9.\-]+)(?::([0-9]{1,5}))?([\/?][a-z0-9\-._~!$&'()*+,;=:@\/?%]*)?/
            .ignoresCase()
        guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }),
            let match = text.wholeMatch(of: pattern), let scheme = Scheme(rawValue: match.1.lowercased()),
            let host = Self.host(match.2.lowercased())
        else { return nil }
        let port = match.3.flatMap { Int($0) } ?? scheme.port
        guard (1...65_535).contains(port) else { return nil }
        origin = Origin(scheme: scheme, host: host, port: port)
        let target = match.4.map(String.init) ?? "/"
        self.target = target.hasPrefix("?") ? "/" + target : target
    }

    private init(origin: Origin, target: String) {
        self.origin = origin
        self.target = target
    }

    package var scheme: Scheme { origin.scheme }
    package var host: String { origin.host }
    package var port: Int { origin.port }

    /// The host itself, when it is an address and no name.
    var literal: IPAddress? { IPAddress(host) }

    /// Whether it names this machine: `localhost`, or an address of its loopback.
    package var isThisMachine: Bool { host == "localhost" || literal?.isLoopback == true }

    /// Whether it names this machine, or an address of a private network.
    package var isNearby: Bool { isThisMachine || literal?.isNear == true }

    /// Scheme, host and port as text; the port only when it is not the scheme's own.
    package var base: String {
        let host = host.contains(":") ? "[\(host)]" : host
        return "\(scheme.rawValue)://\(host)\(port == scheme.port ? "" : ":\(port)")"
    }

    package var text: String { base + target }

    /// The same place with more behind its query.
    package func adding(query pairs: [(name: String, value: String)]) -> OutboundURL {
        let more = FormEncoding.text(pairs)
        guard !more.isEmpty else { return self }
        let joint = target.contains("?") ? (target.hasSuffix("?") || target.hasSuffix("&") ? "" : "&") : "?"
        return OutboundURL(origin: origin, target: target + joint + more)
    }

    /// The host without brackets, or nil for what is neither a name nor an address.
    private static func host(_ text: String) -> String? {
        if text.hasPrefix("[") {
            let inner = String(text.dropFirst().dropLast())
            return IPAddress(inner)?.family == .v6 ? inner : nil
        }
        if IPAddress(text) != nil { return text }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 253, labels.allSatisfy(isLabel), let last = labels.last, !isNumber(last)
        else {
            return nil
        }
        return text
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
    }

    /// What some readers take for the last part of an IPv4 address (WHATWG URL, section 3.5).
    private static func isNumber(_ label: Substring) -> Bool {
        if label.hasPrefix("0x") { return label.dropFirst(2).allSatisfy { $0.isHexDigit } }
        return label.allSatisfy { $0.isNumber }
    }
}

/// `application/x-www-form-urlencoded` (WHATWG URL, section 5.2), for bodies and queries.
package enum FormEncoding {
    package static func text(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
    }

    /// Every byte but letters, digits and `-._` as `%XX`; so a space is `%20`, which all readers take.
    package static func escaped(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
    }
}
