package import Kernel

/// Where a request comes from, and how it travelled.
///
/// The peer's own address, unless the peer is a trusted proxy: then what that proxy says. It is kept in memory while the request
/// is answered; whatever is counted or written is cut.
package struct ClientAddress: Hashable, Sendable {
    /// How the request crossed the network.
    package enum Transport: Hashable, Sendable {
        case encrypted
        case plain
        /// A proxy that is not named may stand before us.
        case unknown
    }

    private let address: IPAddress
    package let transport: Transport

    init(_ address: IPAddress, over transport: Transport) {
        self.address = address
        self.transport = transport
    }

    package var family: IPAddress.Family { address.family }

    package var isLoopback: Bool { address.isLoopback }

    /// The network, for logs.
    package var cut: CutAddress { CutAddress(address) }

    /// The network, for limits; nil where people cannot be told by it (`CutAddress.isPublic`).
    package var network: CutAddress? { cut.isPublic ? cut : nil }
}
