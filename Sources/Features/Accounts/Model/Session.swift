package import Kernel

/// A signed-in browser.
package struct Session: Hashable, Sendable {
    /// How long a session lasts without a use.
    package static let idleLimit: Duration = .hours(12)
    /// How long it lasts at most.
    static let longest: Duration = .days(30)
    /// How long a password or a second factor counts as just given.
    static let freshness: Duration = .seconds(10 * 60)

    package let id: SessionID
    package let subject: SubjectID
    package let language: Language
    /// When it ends if nobody uses it.
    package let idleUntil: Timestamp
    /// When it ends in any case.
    package let endsAt: Timestamp
    let provedAt: Timestamp
    /// When a second factor was last given; nil for a session that has begun without one.
    package let secondFactorAt: Timestamp?
    /// Whether its person has a role; what it allows is asked anew wherever it counts.
    package let isStaff: Bool

    /// Whether its person has just shown that it is them.
    package func isFresh(at now: Timestamp) -> Bool { provedAt + Self.freshness > now }

    /// Whether a second factor has just been given.
    func hasFreshSecondFactor(at now: Timestamp) -> Bool {
        secondFactorAt.map { $0 + Self.freshness > now } ?? false
    }
}

package enum SessionKind: Identified {
    package static let idPrefix = "ses"
}

/// One signed-in browser.
package typealias SessionID = ID<SessionKind>

/// What a person recognises their own browser by; all that is kept of it.
package struct ClientTraits: Hashable, Sendable, Codable {
    /// Browser and system as families: `Firefox, Linux`.
    package let device: String
    /// The address, cut to its network; nil when there is none.
    package let network: String?
    /// What the browser sends to show that an account knows it; never stored.
    package let deviceProof: String?

    package init(
        device: String,
        network: String?,
        deviceProof: String? = nil
    ) {
        self.device = String(device.prefix(80))
        self.network = network
        self.deviceProof = deviceProof
    }

    private enum CodingKeys: CodingKey {
        case device, network
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            device: container.decode(String.self, forKey: .device),
            network: container.decodeIfPresent(String.self, forKey: .network)
        )
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(device, forKey: .device)
        try container.encodeIfPresent(network, forKey: .network)
    }
}

/// A session as its person sees it in the list.
package struct SessionLine: Hashable, Sendable {
    package let id: SessionID
    package let traits: ClientTraits
    package let madeAt: Timestamp
    package let usedAt: Timestamp

    package init(
        id: SessionID,
        traits: ClientTraits,
        madeAt: Timestamp,
        usedAt: Timestamp
    ) {
        self.id = id
        self.traits = traits
        self.madeAt = madeAt
        self.usedAt = usedAt
    }
}
