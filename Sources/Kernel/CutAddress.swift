/// A network address without what would single out a household: IPv4 cut to /24, IPv6 to /48.
package struct CutAddress: Hashable, Sendable {
    private let address: IPAddress

    package init(_ whole: IPAddress) {
        let kept = whole.family == .v4 ? 3 : 6
        let zeros = [UInt8](repeating: 0, count: whole.bytes.count - kept)
        address = IPAddress(bytes: whole.bytes.prefix(kept) + zeros)
    }

    /// The bytes that are left.
    package var bytes: [UInt8] { address.bytes }

    /// Whether this is a network of the internet's own, whose people can be counted together.
    ///
    /// Not so this machine and private ranges: there stands a proxy of the operator's that is not named, and behind it everybody.
    package var isPublic: Bool {
        guard address.family == .v4 else { return bytes[0] & 0xE0 == 0x20 }  // RFC 4291, section 2.4
        return switch (bytes[0], bytes[1]) {
        case (0, _), (10, _), (127, _), (169, 254), (192, 168), (172, 16...31), (100, 64...127): false
        default: true
        }
    }
}

extension CutAddress: CustomStringConvertible {
    /// `203.0.113.0`, `2001:db8:1::`.
    package var description: String { address.text }
}
