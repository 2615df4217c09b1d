/// A sentence of the policy that purposes come from, by its number there.
package enum PolicyClause: String, CaseIterable, Sendable {
    case contract = "P17"
    case legitimateInterests = "P18"
    case consent = "P19"
    case legalObligation = "P20"
    case marketing = "P25"
    case statistics = "P57"
    case training = "X2"
}

extension LegalBasis {
    /// The sentence that names the ground.
    package var clause: PolicyClause {
        switch self {
        case .contract: .contract
        case .legitimateInterests: .legitimateInterests
        case .consent: .consent
        case .legalObligation: .legalObligation
        }
    }
}
