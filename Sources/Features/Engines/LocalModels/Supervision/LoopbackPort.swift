import Glibc
package import Outbound

/// A port of this machine's loopback that nobody listens on, and what it makes an address of.
package struct LoopbackPort: Hashable, Sendable {
    package static let host = "127.0.0.1"

    package let number: Int
    package let url: OutboundURL

    /// Nil for what is no port.
    package init?(_ number: Int) {
        guard let url = OutboundURL("http://\(Self.host):\(number)/") else { return nil }
        self.number = number
        self.url = url
    }

    /// One that is free now.
    ///
    /// Somebody else may take it before we use it, and then whoever we started for it ends at once.
    /// - Throws: `LoopbackRefusal`.
    package static func free() throws(LoopbackRefusal) -> LoopbackPort {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw LoopbackRefusal() }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                bind(descriptor, general, length) == 0 && getsockname(descriptor, general, &length) == 0
            }
        }
        guard isBound, let port = LoopbackPort(Int(UInt16(bigEndian: address.sin_port))) else {
            throw LoopbackRefusal()
        }
        return port
    }
}

/// No port of the loopback is to be had.
package struct LoopbackRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    package let description = "no port of 127.0.0.1 is free for sd-server; end what holds so many connections"
}
