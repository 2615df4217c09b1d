/// Why personal data is processed.
///
/// Each purpose has exactly one legal basis.
///
/// A purpose is a type, so that a `Permit` for one cannot be handed to an operation that needs another.
package protocol Purpose: Sendable {
    static var definition: PurposeDefinition { get }
}

/// What the policy says of a purpose.
package struct PurposeDefinition: Hashable, Sendable {
    /// Stable name, in the policy, in counters and in refusals.
    package let key: String
    package let basis: LegalBasis
    /// The label of Fideslang's data uses (3.1.4).
    package let dataUse: String
    /// The sentence of the policy that names the purpose itself; nil where only that of its basis speaks of it.
    private let ownClause: PolicyClause?
    /// The sentence of the policy that the purpose comes from.
    package var clause: PolicyClause { ownClause ?? basis.clause }
    /// Whether a person may object, as to every legitimate interest (GDPR, article 21).
    package var canBeObjectedTo: Bool { basis == .legitimateInterests }

    package init(
        key: String,
        basis: LegalBasis,
        dataUse: String,
        clause: PolicyClause? = nil
    ) {
        self.key = key
        self.basis = basis
        self.dataUse = dataUse
        ownClause = clause
    }

    /// The same purpose on another basis, where the operator has the choice.
    package func on(_ basis: LegalBasis) -> PurposeDefinition {
        PurposeDefinition(key: key, basis: basis, dataUse: dataUse, clause: ownClause)
    }
}

/// The grounds of the GDPR's article 6(1) that we use.
package enum LegalBasis: String, Sendable {
    case contract = "Contract"
    case legitimateInterests = "Legitimate interests"
    case consent = "Consent"
    case legalObligation = "Legal obligations"
}

/// Making, keeping and showing the pictures that a person asked for.
package enum ProvideService: Purpose {
    package static let definition = PurposeDefinition(
        key: "provide_service",
        basis: .contract,
        dataUse: "essential.service"
    )
}

/// Keeping people's work and the server safe from abuse: visitor tokens, rate limits.
package enum SecureService: Purpose {
    package static let definition = PurposeDefinition(
        key: "secure_service",
        basis: .legitimateInterests,
        dataUse: "essential.service.security"
    )
}

/// Being able to show who did what with whose data and when (GDPR, article 5(2)): the audit log.
package enum AccountForActs: Purpose {
    package static let definition = PurposeDefinition(
        key: "account_for_acts",
        basis: .legalObligation,
        dataUse: "essential.legal_obligation"
    )
}

/// Doing what a person may demand about their data: erasing it, and being able to show that it was erased.
package enum HonourRights: Purpose {
    package static let definition = PurposeDefinition(
        key: "honour_rights",
        basis: .legalObligation,
        dataUse: "essential.legal_obligation"
    )
}

/// Opening, keeping and changing an account: knowing its person again and writing to them about it.
package enum ManageAccount: Purpose {
    package static let definition = PurposeDefinition(
        key: "manage_account",
        basis: .contract,
        dataUse: "essential.service.authentication"
    )
}

/// Knowing that somebody is old enough to decide alone.
package enum ProtectChildren: Purpose {
    package static let definition = PurposeDefinition(
        key: "protect_children",
        basis: .legalObligation,
        dataUse: "essential.legal_obligation"
    )
}

/// Looking at somebody's data because a report, a right, a demand of the law or a cry for help asks for it: only with a
/// reason that the person is told (DSA, articles 16 and 20; GDPR, articles 12 to 22).
package enum InspectWithReason: Purpose {
    package static let definition = PurposeDefinition(
        key: "inspect_with_reason",
        basis: .legalObligation,
        dataUse: "essential.legal_obligation"
    )
}

/// Writing to people about their account: confirmations, warnings, what they asked for.
package enum NotifyByMail: Purpose {
    package static let definition = PurposeDefinition(
        key: "notify_by_mail",
        basis: .contract,
        dataUse: "essential.service.notifications.email"
    )
}

/// Counting how the product is used, in figures that name nobody; on the basis that the operator sets.
package enum MeasureUsage: Purpose {
    package static let definition = PurposeDefinition(
        key: "measure_usage",
        basis: .consent,
        dataUse: "analytics.reporting",
        clause: .statistics
    )
}

/// Writing to people about what they did not ask for: news and offers.
package enum SendNews: Purpose {
    package static let definition = PurposeDefinition(
        key: "send_news",
        basis: .consent,
        dataUse: "marketing.communications.email",
        clause: .marketing
    )
}

/// Improving models with people's prompts and pictures: off until somebody switches it on for theirs.
package enum TrainModels: Purpose {
    package static let definition = PurposeDefinition(
        key: "train_models",
        basis: .consent,
        dataUse: "train_ai_system",
        clause: .training
    )
}
