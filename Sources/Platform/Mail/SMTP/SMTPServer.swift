import Kernel

/// The mail server that takes our mails, as `NBP_SMTP_URL` names it.
package struct SMTPServer: Hashable, Sendable {
    enum Security: Hashable {
        /// TLS from the first byte (RFC 8314).
        case implicit
        /// TLS after STARTTLS, or nothing is sent (RFC 3207).
        case startTLS
        /// None: the server is this machine.
        case none
    }

    /// How we sign in.
    struct SignIn: Hashable {
        let name: String
        let password: Secret
    }

    private static let loopbackHosts = ["localhost", "127.0.0.1", "::1"]
    private static let submissionPort = 587
    private static let tlsPort = 465

    /// A name or an address, without brackets.
    let host: String
    let port: Int
    let security: Security
    let signIn: SignIn?

    /// Reads `smtp://` or `smtps://`, with `name:password@` before the host; what has another meaning in a URL is percent-encoded.
    package init?(_ url: String) {
        let pattern =
            /(smtps?):\/\/(?:([^@:\/\s]+):([^@:\/\s]+)@)?(\[[0-9a-f:.]+\]|[a-z0-9.\-]+)(?::([0-9]{1,5}))?\/?/
            .ignoresCase()
        guard let match = url.wholeMatch(of: pattern) else { return nil }
        let isImplicit = match.1.lowercased() == "smtps"
        let host = match.4.lowercased().filter { $0 != "[" && $0 != "]" }
        let port = match.5.map { Int($0) ?? 0 } ?? (isImplicit ? Self.tlsPort : Self.submissionPort)
        guard (1...65_535).contains(port), let first = host.first, first != "." && first != "-" else {
            return nil
        }
        if let name = match.2, let password = match.3 {
            guard let name = Self.decoded(name), let password = Self.decoded(password) else { return nil }
            signIn = SignIn(name: name, password: Secret(password))
        } else {
            signIn = nil
        }
        let isHere = Self.loopbackHosts.contains(host)
        security = isImplicit ? .implicit : isHere ? .none : .startTLS
        self.host = host
        self.port = port
    }

    /// The text behind percent-encoding; nil when that is broken, or hides what no name or password holds.
    private static func decoded(_ text: Substring) -> String? {
        var (bytes, rest) = ([UInt8](), Array(text.utf8)[...])
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self),
            !decoded.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return nil }
        return decoded
    }
}
