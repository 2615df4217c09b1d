package import Kernel

/// A site that pages come from: scheme, host and port, as browsers write it in `Origin` (RFC 6454, section 6.2).
package struct WebOrigin: Hashable, Sendable {
    /// So many a key may have.
    package static let most = 20

    package let text: String

    /// Reads several, each once.
    /// - Throws: `Problem` `origin_malformed`.
    package static func all(in texts: some Sequence<String>) throws(Problem) -> [WebOrigin] {
        var origins: [WebOrigin] = []
        for text in texts {
            let origin = try WebOrigin(text)
            if !origins.contains(origin) { origins.append(origin) }
        }
        return origins
    }

    /// Takes `https://host` or, for work on one's own machine, `http://localhost`, each with or without a port, and nothing behind
    /// but the slash of an address bar.
    /// - Throws: `Problem` `origin_malformed`.
    package init(_ text: String) throws(Problem) {
        let folded = text.lowercased()
        let parts = folded.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard folded.utf8.count <= 255, parts.count >= 3, parts[1].isEmpty,
            parts.dropFirst(3).allSatisfy(\.isEmpty),
            let scheme = Scheme(rawValue: String(parts[0])), let place = Place(parts[2])
        else { throw Problem(.originMalformed, field: "origins", ["site": Self.shown(text)]) }
        guard scheme == .https || place.isLocal else {
            throw Problem(.originMalformed, field: "origins", ["scheme": "http", "site": Self.shown(text)])
        }
        let port = place.port.flatMap { $0 == scheme.port ? nil : ":\($0)" } ?? ""
        self.text = "\(scheme.rawValue)//\(place.host)\(port)"
    }

    /// So much of a text at fault is named.
    private static let longestShown = 60

    /// A text at fault in one line: what cannot be seen in it shows as a mark.
    private static func shown(_ text: String) -> String {
        let start = String.UnicodeScalarView(text.unicodeScalars.prefix(longestShown).map(mark))
        return String(start) + (text.unicodeScalars.count > longestShown ? "…" : "")
    }

    private static func mark(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: "\u{FFFD}"
        default: scalar
        }
    }

    private enum Scheme: String {
        case https = "https:"
        case http = "http:"

        /// The one that browsers leave out.
        var port: UInt16 {
            switch self {
            case .https: 443
            case .http: 80
            }
        }
    }

    private struct Place {
        let host: Substring
        let port: UInt16?

        init?(_ text: Substring) {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard let host = parts.first, parts.count <= 2,
                host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(Self.isLabel)
            else { return nil }
            self.host = host
            guard parts.count == 2 else {
                port = nil
                return
            }
            // Browsers write a port in its shortest form: without sign or leading zeros.
            guard let port = UInt16(parts[1]), port > 0, String(port) == parts[1] else { return nil }
            self.port = port
        }

        var isLocal: Bool { ["localhost", "127.0.0.1"].contains(host) }

        /// As the domain name system has them (RFC 1123, section 2.1).
        private static func isLabel(_ text: Substring) -> Bool {
            (1...63).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasSuffix("-")
                && text.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                        UInt8(ascii: "-"):
                        true
                    default: false
                    }
                }
        }
    }
}
