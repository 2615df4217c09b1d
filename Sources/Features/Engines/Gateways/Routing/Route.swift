/// One engine that makes a model's pictures, as the registry lists them.
package struct Route: Hashable, Sendable {
    /// The engine's name in the registry.
    package let engine: String
    /// The model's name there.
    package let model: String

    package init(engine: String, model: String) {
        self.engine = engine
        self.model = model
    }
}

/// An engine with all that stands behind it.
package struct Station: Sendable {
    package let gateway: any Gateway
    package let pool: LanePool
    /// Whether its servers are the operator's: a call that is repeated costs nobody.
    package let isOwn: Bool

    package init(gateway: any Gateway, pool: LanePool, isOwn: Bool) {
        self.gateway = gateway
        self.pool = pool
        self.isOwn = isOwn
    }
}
