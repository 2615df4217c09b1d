/// Addresses that begin alike (CIDR, RFC 4632): `10.0.0.0/8`, or one address alone.
package struct AddressRange: Hashable, Sendable {
    private let start: IPAddress
    /// How many bits of `start` count.
    private let length: Int

    /// Reads a range; bits behind its length must be zero, and a length of zero, which is everybody, is none.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let start = IPAddress(parts[0]) else { return nil }
        let whole = start.bytes.count * 8
        var length = whole
        if parts.count == 2 {
            // IPv4 in IPv6's clothes has two lengths: no range is written so.
            guard let number = Self.number(parts[1]), (1...whole).contains(number),
                start.family == .v6 || !parts[0].contains(":")
            else { return nil }
            length = number
        }
        guard (length..<whole).allSatisfy({ !Self.isSet($0, in: start.bytes) }) else { return nil }
        self.start = start
        self.length = length
    }

    package func contains(_ address: IPAddress) -> Bool {
        address.family == start.family
            && (0..<length).allSatisfy {
                Self.isSet($0, in: address.bytes) == Self.isSet($0, in: start.bytes)
            }
    }

    private static func isSet(_ bit: Int, in bytes: [UInt8]) -> Bool {
        bytes[bit / 8] & (0x80 >> (bit % 8)) != 0
    }

    private static func number(_ text: some StringProtocol) -> Int? {
        guard (1...3).contains(text.utf8.count), text.first != "0", text.utf8.allSatisfy({ 48...57 ~= $0 })
        else { return nil }
        return Int(text)
    }
}
