/// One line of one's own security log.
public struct ActivityBody: Codable, Sendable, Hashable {
    /// RFC 3339, UTC.
    public var at: String
    /// `account` for what happened to the account's safety, `audit` for an act of the audit log.
    public var source: String
    /// What happened: a word of a closed list.
    public var kind: String
    /// By what it was shown who it was, such as `password`; null where nothing was shown.
    public var means: String?
    /// Browser and system, as families.
    public var device: String?
    /// The network it came from, cut.
    public var network: String?
    /// Wrong tries before it, or how many things it was about.
    public var count: Int?
    /// In which role staff did it.
    public var role: String?
    /// Why staff did it.
    public var reason: String?
    /// To what it was done.
    public var what: String?
    /// The leaf's number in the audit log, for `GET /audit/inclusion`.
    public var leaf: Int?

    /// Makes a body of what all lines have.
    public init(
        at: String,
        source: String,
        kind: String
    ) {
        self.at = at
        self.source = source
        self.kind = kind
    }

    enum CodingKeys: String, CodingKey {
        case at, source, kind, means, device, network, count, role, reason, what, leaf
    }

    /// Writes every member, null where there is none.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(at, forKey: .at)
        try container.encode(source, forKey: .source)
        try container.encode(kind, forKey: .kind)
        try container.encode(means, forKey: .means)
        try container.encode(device, forKey: .device)
        try container.encode(network, forKey: .network)
        try container.encode(count, forKey: .count)
        try container.encode(role, forKey: .role)
        try container.encode(reason, forKey: .reason)
        try container.encode(what, forKey: .what)
        try container.encode(leaf, forKey: .leaf)
    }
}
