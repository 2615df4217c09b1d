package import Kernel

/// What somebody wants a new receiver to be.
package struct NewWebhook: Sendable {
    let address: WebhookAddress
    let note: WebhookNote?
    let events: Set<WebhookEvent.Kind>

    /// Without events it is told of all there are.
    /// - Throws: `Problem` `value_unknown` for an empty list, or an event that is not offered.
    package init(
        _ address: WebhookAddress,
        note: WebhookNote? = nil,
        events: Set<WebhookEvent.Kind>? = nil
    ) throws(Problem) {
        self.address = address
        self.note = note
        self.events =
            try events.map { given throws(Problem) in try given.checked() }
            ?? Set(WebhookEvent.Kind.offered)
    }
}

/// What somebody wants otherwise about a receiver; nil leaves a thing as it is.
package struct WebhookChange: Sendable {
    let address: WebhookAddress?
    /// An empty one takes it away.
    let note: WebhookNote?
    let events: Set<WebhookEvent.Kind>?
    let isOn: Bool?

    /// - Throws: `Problem` `value_unknown` for no events, or one that is not offered.
    package init(
        address: WebhookAddress? = nil,
        note: WebhookNote? = nil,
        events: Set<WebhookEvent.Kind>? = nil,
        isOn: Bool? = nil
    ) throws(Problem) {
        self.address = address
        self.note = note
        self.events = try events.map { given throws(Problem) in try given.checked() }
        self.isOn = isOn
    }
}

extension Set<WebhookEvent.Kind> {
    /// Reads names as programs write them.
    /// - Throws: `Problem` `value_unknown`.
    package init(named names: [String]) throws(Problem) {
        self = []
        for name in names {
            guard let kind = WebhookEvent.Kind(rawValue: name) else { throw Self.unknown }
            insert(kind)
        }
    }

    fileprivate func checked() throws(Problem) -> Set<WebhookEvent.Kind> {
        guard !isEmpty, isSubset(of: WebhookEvent.Kind.offered) else { throw Self.unknown }
        return self
    }

    private static var unknown: Problem {
        let known = WebhookEvent.Kind.offered.map(\.rawValue).joined(separator: ", ")
        return Problem(.valueUnknown, field: "events", ["known": known])
    }
}
