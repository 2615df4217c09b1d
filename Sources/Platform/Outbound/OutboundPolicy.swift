/// What an installation allows to leave it.
package struct OutboundPolicy: Sendable {
    /// Whether people reach the server from its own machine alone.
    package let isLocal: Bool
    /// The operator's country, ISO 3166-1 alpha-2.
    package let country: String?
    package let register: EgressRegister
    /// The servers for pictures that the settings name.
    package let localEngines: [HostLabel: Set<OutboundURL.Origin>]

    package init(
        isLocal: Bool,
        country: String? = nil,
        register: EgressRegister = .empty,
        localEngines: [HostLabel: Set<OutboundURL.Origin>] = [:]
    ) {
        self.isLocal = isLocal
        self.country = country
        self.register = register
        self.localEngines = localEngines
    }
}
