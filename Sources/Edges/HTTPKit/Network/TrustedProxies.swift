package import HTTPTypes
package import Kernel

/// The proxies whose word about a request is taken.
package struct TrustedProxies: Sendable {
    package static let none = TrustedProxies([])

    private let ranges: [AddressRange]

    package init(_ ranges: [AddressRange]) {
        self.ranges = ranges
    }

    package var isEmpty: Bool { ranges.isEmpty }

    /// Where a request comes from.
    ///
    /// Without trust in the peer its headers mean nothing. With it, the list that proxies wrote is walked from the right, and the
    /// first address that is no trusted proxy is the client's; an entry that is no address ends the walk at the proxy that
    /// reported it.
    /// `peer` is the other end of the connection, `listener` says how the connection itself is protected.
    package func client(
        of headers: HTTPFields,
        from peer: IPAddress,
        over listener: ClientAddress.Transport
    ) -> ClientAddress {
        guard trusts(peer) else {
            return ClientAddress(peer, over: listener == .unknown ? transport(ofStranger: peer) : listener)
        }
        let hops = ForwardedHops(headers)
        var (client, scheme) = (peer, ForwardedHops.Scheme?.none)
        for hop in hops.fromNearest {
            guard trusts(client), let address = hop.address else { break }
            (client, scheme) = (address, hop.scheme)
        }
        let transport: ClientAddress.Transport? =
            switch scheme ?? hops.scheme {
            case .http: .plain
            case .https: .encrypted
            case nil: nil
            }
        return ClientAddress(client, over: transport ?? listener)
    }

    /// With proxies named, whoever comes past them from another machine comes unprotected.
    private func transport(ofStranger peer: IPAddress) -> ClientAddress.Transport {
        isEmpty || peer.isLoopback ? .unknown : .plain
    }

    private func trusts(_ address: IPAddress) -> Bool {
        ranges.contains { $0.contains(address) }
    }
}
