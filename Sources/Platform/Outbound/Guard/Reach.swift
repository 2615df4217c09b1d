import Kernel

/// Which addresses a destination may have.
enum Reach: Sendable {
    /// The public internet, with TLS.
    case everybody
    /// The same, and on a local server this machine, without TLS too.
    case everybodyAndThisMachine
    /// This machine and its private networks.
    case nearby

    init(_ destination: Destination, isLocal: Bool) {
        self =
            switch destination {
            case .processor, .named(.operator, _), .named(.mover, _), .named(.receiver, _):
                isLocal ? .everybodyAndThisMachine : .everybody
            case .named(.person, _), .named(.document, _): .everybody
            case .localEngine: .nearby
            }
    }

    /// What can be said before anybody is asked for the name.
    func check(_ url: OutboundURL) throws(OutboundError) {
        if self == .everybody, url.scheme == .http { throw .tlsRequired }
        if let address = url.literal { try check([address], of: url) }
    }

    /// Every address of the name must be fit: one that is not shows that the name is not what it seems.
    func check(_ addresses: [IPAddress], of url: OutboundURL) throws(OutboundError) {
        guard !addresses.isEmpty else { throw .unresolved }
        guard addresses.allSatisfy(admits) else { throw .addressRefused }
        let needsNoTLS = self == .nearby || addresses.allSatisfy(\.isLoopback)
        guard url.scheme == .https || needsNoTLS else { throw .tlsRequired }
    }

    private func admits(_ address: IPAddress) -> Bool {
        switch self {
        case .everybody: address.isPublic
        case .everybodyAndThisMachine: address.isPublic || address.isLoopback
        case .nearby: address.isNear
        }
    }
}
