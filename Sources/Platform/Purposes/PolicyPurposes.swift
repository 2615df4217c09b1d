package import Kernel

/// The purposes that the policy in force names; the gate knows no others.
package struct PolicyPurposes: Sendable {
    /// Data uses that no purpose may have: selling, and advertising for others.
    static let forbiddenUses: Set<String> = ["sales", "marketing.advertising.third_party"]

    package let byKey: [String: PurposeDefinition]

    /// - Throws: `PurposeRefusal` for a forbidden use, or two purposes of one key.
    package init(_ purposes: [PurposeDefinition]) throws(PurposeRefusal) {
        var byKey: [String: PurposeDefinition] = [:]
        for purpose in purposes {
            guard !Self.forbiddenUses.contains(purpose.dataUse) else {
                throw .forbiddenUse(purpose: purpose.key)
            }
            guard byKey.updateValue(purpose, forKey: purpose.key) == nil else {
                throw .registeredTwice(purpose: purpose.key)
            }
        }
        self.byKey = byKey
    }
}

/// Why a list of purposes cannot be registered; the server does not start.
package enum PurposeRefusal: Error, Hashable, CustomStringConvertible {
    case forbiddenUse(purpose: String)
    case registeredTwice(purpose: String)

    package var description: String {
        switch self {
        case .forbiddenUse(let purpose): "purpose_forbidden: \(purpose) is a use that we never register"
        case .registeredTwice(let purpose): "no_basis: \(purpose) is registered twice"
        }
    }
}
