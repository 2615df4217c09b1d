package import Engines
package import Kernel
package import Outbound

/// An adapter to one kind of server that makes pictures.
///
/// It asks once and tells exactly what came of it. Who is asked next, how often and after which pause is decided by
/// whoever holds the lanes; an adapter keeps no state between calls.
package protocol Gateway: Sendable {
    /// Asks the server of `lane` for one picture.
    ///
    /// `report` is told how far the work is, as far as the server says so; it may be called from any task.
    /// - Throws: `GatewayFailure`, which is `cancelled` once the task is cancelled.
    func make(
        _ order: GatewayOrder,
        at lane: Lane,
        report: @escaping @Sendable (EngineProgress) -> Void
    ) async throws(GatewayFailure) -> GatewayPicture

    /// Asks whether the server is there and takes the lane's key; nothing is made, nothing is charged.
    func probe(_ lane: Lane) async throws(GatewayFailure)
}

/// One way to a server: its address, the key that opens it, and on whose word it may be called.
package struct Lane: Hashable, Sendable {
    /// How logs, metrics and the admin pages name it: `gemini-1`; no part of an address or key.
    package let label: HostLabel
    /// Without a slash at its end.
    package let base: OutboundURL
    /// Nil for servers without a login.
    package let key: Secret?
    package let destination: Destination

    package init(label: HostLabel, base: OutboundURL, key: Secret?, destination: Destination) {
        self.label = label
        self.base = base
        self.key = key
        self.destination = destination
    }
}

extension Lane {
    /// The row of the egress register that it leads to; nil for a server of the operator's own.
    var recipient: String? {
        if case .processor(let id, _) = destination { id.text } else { nil }
    }

    /// The same way, for a call that holds these fields.
    func carrying(_ fields: Set<EngineCall.Field>) -> Lane {
        guard case .processor(let id, _) = destination else { return self }
        let destination = Destination.processor(id, carrying: Set(fields.map(\.rawValue)))
        return Lane(label: label, base: base, key: key, destination: destination)
    }
}

extension GatewayOrder {
    /// What of a person's data goes along.
    var fields: Set<EngineCall.Field> {
        var fields: Set<EngineCall.Field> = [.prompt]
        if !references.isEmpty || turns.contains(where: { !$0.pictures.isEmpty }) {
            fields.insert(.references)
        }
        if mask != nil { fields.insert(.mask) }
        if tellsHistory || !turns.isEmpty { fields.insert(.history) }
        return fields
    }
}

extension EngineCallEnd {
    /// `reason` is why there is no picture; nil for one.
    init(_ receipt: GatewayReceipt, _ reason: GatewayFailure.Reason? = nil) {
        self.init(
            outcome: reason?.rawValue ?? Self.made,
            serverID: receipt.id,
            usage: receipt.usage.map { Usage(input: $0.input, output: $0.output, text: $0.text) }
        )
    }
}
