/// Where a call goes, and on whose word: there are no other ways out of the server.
package enum Destination: Hashable, Sendable {
    /// A row of the egress register; `carrying` names every personal field that the call holds.
    case processor(Processor.ID, carrying: Set<String>)
    /// A server for pictures on this machine or its network, which the operator named in the settings.
    case localEngine(HostLabel)
    /// An address that somebody named; no processor, so no row.
    case named(by: Namer, as: HostLabel)

    /// Who named an address; decides what it may be.
    package enum Namer: Hashable, Sendable {
        /// Somebody who uses the product, or sends requests to it.
        case person
        /// Whoever runs the server, in its settings. On a local server it may be a loopback address, without TLS too.
        case `operator`
        /// Somebody who has their own data sent to another installation. On a local server that may be one beside it, on a loopback
        /// address and without TLS too; so the caller looks at more of the address than its host.
        case mover
        /// Somebody who has notices sent to a server of theirs. On a local server, whose user alone names any, it may be a loopback
        /// address, without TLS too.
        case receiver
        /// What another server answered: a link, a redirect, an endpoint of its metadata.
        case document
    }

    /// The word for logs and metrics.
    package enum Kind: String, CaseIterable, Sendable {
        case processor
        case localEngine = "local_engine"
        case named
    }

    package var kind: Kind {
        switch self {
        case .processor: .processor
        case .localEngine: .localEngine
        case .named: .named
        }
    }

    /// Which of its kind, in a word of ours or of the settings; never a host that a person named.
    var label: String {
        switch self {
        case .processor(let id, _): id.text
        case .localEngine(let label), .named(_, let label): label.text
        }
    }
}

/// A word by which logs know a destination: `webhook`, `openid-google`.
package struct HostLabel: Hashable, Sendable, ExpressibleByStringLiteral {
    package let text: String

    /// Small letters, digits and dashes, at most 48; nil for anything else.
    package init?(_ text: String) {
        guard text.wholeMatch(of: /[a-z0-9\-]{1,48}/) != nil else { return nil }
        self.text = text
    }

    package init(stringLiteral text: StaticString) {
        self.text = "\(text)"
    }
}
