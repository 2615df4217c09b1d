import Glibc

/// An internet address; IPv4 in IPv6's clothes (RFC 4291, section 2.5.5.2) is IPv4.
///
/// Whole addresses stay in memory: what is written or counted is a `CutAddress`.
package struct IPAddress: Hashable, Sendable {
    package enum Family: String, Sendable {
        case v4 = "ipv4"
        case v6 = "ipv6"
    }

    private static let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    private static let longest = 45

    /// Four or sixteen.
    package let bytes: [UInt8]

    /// Four or sixteen bytes.
    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads an address as NIO prints it: without brackets, port, zone or blanks.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= Self.longest, text.utf8.allSatisfy(Self.isLetter) else { return nil }
        if let bytes = Self.bytes(of: String(text), AF_INET, count: 4) {
            self.bytes = bytes
        } else if let bytes = Self.bytes(of: String(text), AF_INET6, count: 16) {
            self.bytes = bytes.starts(with: Self.mapped) ? Array(bytes.suffix(4)) : bytes
        } else {
            return nil
        }
    }

    package var family: Family { bytes.count == 4 ? .v4 : .v6 }

    package var isLoopback: Bool {
        family == .v4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
    }

    /// The whole address as text, to connect to or of a cut one; never for logs.
    package var text: String {
        var (bytes, letters) = (bytes, [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN)))
        let kind = family == .v4 ? AF_INET : AF_INET6
        guard inet_ntop(kind, &bytes, &letters, socklen_t(letters.count)) != nil else { return "" }
        return String(decoding: letters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func bytes(of text: String, _ family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "."), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}

extension IPAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Only the network: no log or error shows a device.
    package var description: String { CutAddress(self).description }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
