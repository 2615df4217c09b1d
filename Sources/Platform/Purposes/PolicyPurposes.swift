package import Kernel

/// The purposes that the policy in force names, each on the basis that it gives it; the gate knows no others.
package struct PolicyPurposes: Sendable {
    /// Data uses that no purpose may have: selling, and advertising for others.
    static let forbiddenUses: Set<String> = ["sales", "marketing.advertising.third_party"]

    /// The policy's version, which consents are given under.
    package let version: String
    package let byKey: [String: PurposeDefinition]
    /// Why each legitimate interest outweighs, by purpose.
    package let balancing: [String: BalancingRecord]

    /// - Throws: `PurposeRefusal` for a forbidden use, two purposes of one key, or a legitimate interest that nobody has balanced.
    package init(
        _ purposes: [PurposeDefinition],
        version: String = "1",
        balancing records: [BalancingRecord] = []
    ) throws(PurposeRefusal) {
        var byKey: [String: PurposeDefinition] = [:]
        let balancing = Dictionary(records.map { ($0.purpose, $0) }) { _, last in last }
        for purpose in purposes {
            guard !Self.forbiddenUses.contains(purpose.dataUse) else {
                throw .forbiddenUse(purpose: purpose.key)
            }
            guard byKey.updateValue(purpose, forKey: purpose.key) == nil else {
                throw .registeredTwice(purpose: purpose.key)
            }
            guard purpose.basis != .legitimateInterests || balancing[purpose.key] != nil else {
                throw .notBalanced(purpose: purpose.key)
            }
        }
        self.version = version
        self.byKey = byKey
        self.balancing = balancing
    }

    /// The purposes that rest on a basis, in a stable order.
    package func purposes(on basis: LegalBasis) -> [PurposeDefinition] {
        byKey.values.filter { $0.basis == basis }.sorted { $0.key < $1.key }
    }

    /// The purpose as the policy has it: its own key and use, on the policy's basis; nil when the policy does not name it.
    func purpose(_ definition: PurposeDefinition) -> PurposeDefinition? {
        byKey[definition.key].flatMap { $0.dataUse == definition.dataUse ? $0 : nil }
    }
}

/// Why a legitimate interest outweighs what speaks against it (GDPR, article 6(1)(f)), for as long as somebody looks again.
package struct BalancingRecord: Hashable, Sendable {
    /// Stable, for links: `lia-secure-service-1`.
    package let id: String
    /// The purpose's key.
    package let purpose: String
    /// Who answers for it.
    package let owner: String
    package let date: Timestamp
    package let summary: [Language: String]
    /// From here on the purpose stops until somebody has balanced anew.
    package let reviewBy: Timestamp

    package init(
        id: String,
        purpose: String,
        owner: String,
        date: Timestamp,
        summary: [Language: String],
        reviewBy: Timestamp
    ) {
        self.id = id
        self.purpose = purpose
        self.owner = owner
        self.date = date
        self.summary = summary
        self.reviewBy = reviewBy
    }
}

/// Why a list of purposes cannot be registered; the server does not start.
package enum PurposeRefusal: Error, Hashable, CustomStringConvertible {
    case forbiddenUse(purpose: String)
    case registeredTwice(purpose: String)
    case notBalanced(purpose: String)

    package var description: String {
        switch self {
        case .forbiddenUse(let purpose): "purpose_forbidden: \(purpose) is a use that we never register"
        case .registeredTwice(let purpose): "no_basis: \(purpose) is registered twice"
        case .notBalanced(let purpose):
            "no_basis: \(purpose) rests on legitimate interests, but no record says why they outweigh"
        }
    }
}
