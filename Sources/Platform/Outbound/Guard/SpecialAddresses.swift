package import Kernel

/// Addresses that are no place on the public internet, after the IANA registries of special-purpose addresses.
enum SpecialAddresses {
    /// A block and where it is set aside.
    struct Row: Sendable {
        let block: AddressRange
        let name: String
        let source: String

        fileprivate init?(_ text: String, _ name: String, _ source: String) {
            guard let block = AddressRange(text) else { return nil }
            self.block = block
            self.name = name
            self.source = source
        }
    }

    static let all: [Row] = (v4 + v6).compactMap { $0 }

    /// Only here are IPv6 addresses given to hosts (RFC 4291, section 2.4); all else is refused, whatever it will become.
    static let globalUnicast = AddressRange("2000::/3")

    private static let v4 = [
        Row("0.0.0.0/8", "this network", "RFC 791, RFC 1122"),
        Row("10.0.0.0/8", "private", "RFC 1918"),
        Row("100.64.0.0/10", "shared by carriers (CGNAT)", "RFC 6598"),
        Row("127.0.0.0/8", "loopback", "RFC 1122"),
        Row("169.254.0.0/16", "link-local, clouds' metadata", "RFC 3927"),
        Row("172.16.0.0/12", "private", "RFC 1918"),
        Row("192.0.0.0/24", "protocol assignments", "RFC 6890"),
        Row("192.0.2.0/24", "documentation", "RFC 5737"),
        Row("192.31.196.0/24", "AS112 sinks", "RFC 7535"),
        Row("192.52.193.0/24", "multicast tunnels", "RFC 7450"),
        Row("192.88.99.0/24", "6to4 relays", "RFC 7526"),
        Row("192.168.0.0/16", "private", "RFC 1918"),
        Row("192.175.48.0/24", "AS112 sinks", "RFC 7534"),
        Row("198.18.0.0/15", "benchmarks", "RFC 2544"),
        Row("198.51.100.0/24", "documentation", "RFC 5737"),
        Row("203.0.113.0/24", "documentation", "RFC 5737"),
        Row("224.0.0.0/4", "multicast", "RFC 5771"),
        Row("240.0.0.0/4", "reserved, broadcast", "RFC 1112, RFC 919"),
    ]

    private static let v6 = [
        Row("::/128", "unspecified", "RFC 4291"),
        Row("::1/128", "loopback", "RFC 4291"),
        Row("::/96", "IPv4-compatible", "RFC 4291"),
        Row("::ffff:0:0:0/96", "IPv4-translated", "RFC 2765"),
        Row("64:ff9b::/96", "NAT64", "RFC 6052"),
        Row("64:ff9b:1::/48", "NAT64, local", "RFC 8215"),
        Row("100::/64", "discard", "RFC 6666"),
        Row("100:0:0:1::/64", "dummy", "RFC 9780"),
        Row("2001::/23", "protocol assignments, Teredo, ORCHID, benchmarks", "RFC 2928, RFC 4380, RFC 7343"),
        Row("2001:db8::/32", "documentation", "RFC 3849"),
        Row("2002::/16", "6to4", "RFC 3056"),
        Row("2620:4f:8000::/48", "AS112 sinks", "RFC 7534"),
        Row("3fff::/20", "documentation", "RFC 9637"),
        Row("5f00::/16", "segment identifiers", "RFC 9602"),
        Row("fc00::/7", "unique local", "RFC 4193"),
        Row("fe80::/10", "link-local", "RFC 4291"),
        Row("fec0::/10", "site-local", "RFC 3879"),
        Row("ff00::/8", "multicast", "RFC 4291"),
    ]
}

extension IPAddress {
    private static let near = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"]
        .compactMap { AddressRange($0) }

    /// Whether it is a host on the public internet.
    package var isPublic: Bool {
        if family == .v6, SpecialAddresses.globalUnicast?.contains(self) != true { return false }
        return !SpecialAddresses.all.contains { $0.block.contains(self) }
    }

    /// Whether it is this machine or one of a private network: never link-local, where clouds keep their secrets.
    var isNear: Bool { isLoopback || Self.near.contains { $0.contains(self) } }
}
