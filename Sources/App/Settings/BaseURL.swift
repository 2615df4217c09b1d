/// The address under which people reach the server: `https://studio.example`.
package struct BaseURL: Hashable, Sendable {
    private static let loopbackHosts = ["localhost", "127.0.0.1", "[::1]"]

    /// `http` or `https`.
    private let scheme: String
    /// In lower case; an IPv6 address in its brackets.
    package let host: String
    /// Nil when it is the scheme's own.
    private let port: Int?

    /// Reads an origin; a slash may end it, nothing else may follow.
    init?(_ text: String) {
        let pattern = /(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9.\-]+)(?::([0-9]{1,5}))?\/?/.ignoresCase()
        guard let match = text.wholeMatch(of: pattern) else { return nil }
        let (scheme, host) = (match.1.lowercased(), match.2.lowercased())
        let port = match.3.flatMap { Int($0) }
        guard Self.isHost(host), port == nil || SettingKey.portRange.contains(port ?? 0) else { return nil }
        self.scheme = scheme
        self.host = host
        self.port = port == (scheme == "https" ? 443 : 80) ? nil : port
    }

    /// What holds without the setting: this machine, at the port that is listened on.
    init(localPort: Int, isSecure: Bool = false) {
        scheme = isSecure ? "https" : "http"
        host = "localhost"
        port = localPort == (isSecure ? 443 : 80) ? nil : localPort
    }

    /// Whether people reach the server from its own machine alone.
    package var isLocal: Bool { Self.loopbackHosts.contains(host) }

    /// The host by which the audit log's checkpoints name this installation; one for all names of this machine.
    package var auditHost: String { isLocal ? "localhost" : host }

    /// Whether people reach the server by https, whoever ends the encryption.
    package var isSecure: Bool { scheme == "https" }

    /// The origins that are ours, as browsers write them; the three names of this machine count as one.
    package var allowedOrigins: Set<String> { Set(hosts.map { "\(scheme)://\($0)\(portSuffix)" }) }

    /// What the Host header of a request to us may be, in lower case: with the port, and without the scheme's own.
    package var allowedAuthorities: Set<String> {
        let explicit = hosts.map { "\($0):\(port ?? (isSecure ? 443 : 80))" }
        return Set(port == nil ? hosts + explicit : explicit)
    }

    private var hosts: [String] { isLocal ? Self.loopbackHosts : [host] }

    private var portSuffix: String { port.map { ":\($0)" } ?? "" }

    private static func isHost(_ host: String) -> Bool {
        host.hasPrefix("[") ? HostName.isIPv6(String(host.dropFirst().dropLast())) : HostName.isName(host)
    }
}

extension BaseURL: CustomStringConvertible {
    /// The origin, without a slash at the end.
    package var description: String { "\(scheme)://\(host)\(portSuffix)" }
}
