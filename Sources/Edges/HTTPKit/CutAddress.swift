import Glibc

/// A network address without what would single out a household: IPv4 cut to /24, IPv6 to /48.
struct CutAddress: Hashable, Sendable {
    private let bytes: ArraySlice<UInt8>

    /// Cuts an address as NIO prints it.
    ///
    /// Nil for one that is no network of its own: this machine and private ranges, where a proxy of the operator's stands.
    init?(_ text: String?) {
        guard let text else { return nil }
        if let bytes = Self.bytes(of: text, AF_INET, count: 4) {
            guard let network = Self.network(ofV4: bytes) else { return nil }
            self.bytes = network
        } else if let bytes = Self.bytes(of: text, AF_INET6, count: 16) {
            guard let network = Self.network(ofV6: bytes) else { return nil }
            self.bytes = network
        } else {
            return nil
        }
    }

    private static func bytes(
        of text: String,
        _ family: Int32,
        count: Int
    ) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }

    private static func network(ofV4 bytes: some Collection<UInt8>) -> ArraySlice<UInt8>? {
        let address = Array(bytes)
        let isPrivate =
            switch (address[0], address[1]) {
            case (0, _), (10, _), (127, _), (169, 254), (192, 168), (172, 16...31), (100, 64...127): true
            default: false
            }
        return isPrivate ? nil : address.prefix(3)
    }

    private static func network(ofV6 bytes: [UInt8]) -> ArraySlice<UInt8>? {
        // An IPv4 address in IPv6's clothes (RFC 4291, section 2.5.5.2): unwrapped first, or all would be one network.
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        if bytes.starts(with: mapped) { return network(ofV4: bytes.suffix(4)) }
        // Global unicast is 2000::/3 (RFC 4291, section 2.4).
        return bytes[0] & 0xE0 == 0x20 ? bytes.prefix(6) : nil
    }
}

extension CutAddress {
    /// As people know networks: `203.0.113.0/24`, `2001:db8:7::/48`.
    var text: String {
        if bytes.count == 3 { return bytes.map { "\($0)" }.joined(separator: ".") + ".0/24" }
        let groups = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { place in
            String(Int(bytes[place]) << 8 | Int(bytes[place + 1]), radix: 16)
        }
        return groups.joined(separator: ":") + "::/48"
    }
}
