import HTTPTypes
import Kernel

/// What proxies wrote about the way of a request.
///
/// `X-Forwarded-For` with `X-Forwarded-Proto` is read where it is there, `Forwarded` (RFC 7239) only where it is not, never both:
/// nearly every proxy writes the former and lets the latter through as the client sent it. A proxy that writes `Forwarded` has to
/// take `X-Forwarded-For` away.
struct ForwardedHops {
    enum Scheme: String {
        case http
        case https
    }

    struct Hop {
        /// Nil for an entry that is no address.
        let address: IPAddress?
        var scheme: Scheme?
    }

    /// Longer ways do not exist; what is before them is not read.
    private static let mostHops = 32
    private static let longest = 4_096

    /// The hop that the peer reports, then the one before it, and so on.
    let fromNearest: [Hop]
    /// What `X-Forwarded-Proto` says.
    let scheme: Scheme?

    init(_ headers: HTTPFields) {
        if headers.contains(.forwardedFor) {
            fromNearest = Self.entries(headers, .forwardedFor).map { Hop(address: Self.address($0)) }
            scheme = Self.scheme(headers)
        } else if headers.contains(.forwarded) {
            fromNearest = Self.entries(headers, .forwarded).map(Self.hop)
            scheme = nil
        } else {
            fromNearest = []
            scheme = Self.scheme(headers)
        }
    }

    /// The list's entries from the right; a list too long to be real has none.
    private static func entries(_ headers: HTTPFields, _ name: HTTPField.Name) -> [Substring] {
        let text = headers[values: name].joined(separator: ",")
        guard text.utf8.count <= longest else { return [] }
        let entries = text.split(separator: ",", omittingEmptySubsequences: false)
        return entries.suffix(mostHops).reversed().map(\.trimmed)
    }

    /// What the nearest proxy says, which stands last.
    private static func scheme(_ headers: HTTPFields) -> Scheme? {
        headers[values: .forwardedProto].last?.split(separator: ",", omittingEmptySubsequences: false).last
            .flatMap { Scheme(rawValue: $0.trimmed.lowercased()) }
    }

    /// One element of `Forwarded`: `for="[2001:db8::1]:4711";proto=https`.
    private static func hop(_ element: Substring) -> Hop {
        var parameters: [String: String] = [:]
        for pair in element.split(separator: ";", omittingEmptySubsequences: false) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let value = unquoted(parts[1].trimmed),
                parameters.updateValue(value, forKey: parts[0].trimmed.lowercased()) == nil
            else { return Hop(address: nil) }
        }
        return Hop(
            address: parameters["for"].flatMap { address($0[...]) },
            scheme: parameters["proto"].flatMap { Scheme(rawValue: $0.lowercased()) }
        )
    }

    /// A token, or a quoted string; no address has anything to escape.
    private static func unquoted(_ text: Substring) -> String? {
        guard text.contains("\"") else { return String(text) }
        let inner = text.dropFirst().dropLast()
        guard text.count >= 2, text.first == "\"", text.last == "\"", !inner.contains("\""),
            !inner.contains("\\")
        else { return nil }
        return String(inner)
    }

    /// `203.0.113.7`, `203.0.113.7:4711`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:4711`.
    private static func address(_ text: Substring) -> IPAddress? {
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return nil }
            let inner = text[text.index(after: text.startIndex)..<end]
            guard inner.contains(":"), isPort(text[text.index(after: end)...]) else { return nil }
            return IPAddress(inner)
        }
        if let address = IPAddress(text) { return address }
        guard let colon = text.firstIndex(of: ":"), isPort(text[colon...]) else { return nil }
        return IPAddress(text[..<colon])
    }

    /// Nothing, or a colon and a number.
    private static func isPort(_ text: Substring) -> Bool {
        guard let colon = text.first else { return true }
        let digits = text.dropFirst()
        return colon == ":" && (1...5).contains(digits.utf8.count) && digits.utf8.allSatisfy { 48...57 ~= $0 }
    }
}

extension Substring {
    /// Without blanks and tabs at either end (RFC 9110, section 5.6.3).
    fileprivate var trimmed: Substring {
        let start = drop { $0 == " " || $0 == "\t" }
        let end = start.lastIndex { $0 != " " && $0 != "\t" }
        return end.map { start[...$0] } ?? ""
    }
}
