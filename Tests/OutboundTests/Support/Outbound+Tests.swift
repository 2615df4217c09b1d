import Kernel
import Outbound
import Synchronization
import TestSupport
import Testing

extension Outbound {
    /// One that reaches this machine as a local server's operator would, in real time.
    static func forTests(
        isLocal: Bool = true,
        register: EgressRegister = .empty,
        localEngines: [HostLabel: Set<OutboundURL.Origin>] = [:],
        trust: OutboundTrust = .system,
        resolver: Resolver = .nobody,
        clock: Clock = .system
    ) -> Outbound {
        Outbound(
            OutboundPolicy(
                isLocal: isLocal,
                country: "DE",
                register: register,
                localEngines: localEngines
            ),
            trust: trust,
            resolver: resolver,
            clock: clock,
            randomness: .seeded()
        )
    }
}

extension Resolver {
    /// Fails the test when it is asked.
    static let nobody = Resolver { name in
        Issue.record("\(name) was looked up")
        return []
    }

    /// Knows one answer for every name.
    static func knowing(_ addresses: String...) -> Resolver {
        Resolver { _ in addresses.compactMap(IPAddress.init) }
    }
}

extension Destination {
    static let operators = Destination.named(by: .operator, as: "test")
    static let persons = Destination.named(by: .person, as: "test")
    static let movers = Destination.named(by: .mover, as: "test")
    static let receivers = Destination.named(by: .receiver, as: "test")
}

func url(_ text: String) throws -> OutboundURL {
    try #require(OutboundURL(text))
}
