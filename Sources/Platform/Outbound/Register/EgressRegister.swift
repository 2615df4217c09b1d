import Kernel

/// The closed list of processors, which decides before anything leaves.
package struct EgressRegister: Sendable {
    private let rows: [Processor.ID: Processor]
    /// Mechanisms that hold no more, such as an adequacy decision that fell; all their routes end at once.
    private let voidMechanisms: Set<String>

    package init(_ processors: [Processor], voidMechanisms: Set<String> = []) {
        rows = Dictionary(processors.map { ($0.id, $0) }) { first, _ in first }
        self.voidMechanisms = voidMechanisms
    }

    /// As the product ships today: nobody receives anything.
    package static let empty = EgressRegister([])

    /// Whoever may receive something now, in the order of their names.
    package var active: [Processor] {
        rows.values.filter { $0.state == .active }.sorted { $0.id.text < $1.id.text }
    }
    /// Every row, in the order of their names.
    package var processors: [Processor] { rows.values.sorted { $0.id.text < $1.id.text } }

    /// What is asked of the register.
    struct Request {
        let processor: Processor.ID
        let origin: OutboundURL.Origin
        let fields: Set<String>
    }

    /// - Throws: the refusal, in the order in which an operator would mend things.
    func admit(_ request: Request, under policy: OutboundPolicy, at now: Timestamp) throws(OutboundError) {
        guard let row = rows[request.processor], row.state == .active, row.serves(request.origin),
            request.fields.isSubset(of: row.fields)
        else { throw .egressDenied }
        try checkContract(of: row, policy, now)
        try checkTransfer(to: row, policy, now)
    }

    /// A local server needs no contract; one that is stated must still be in force.
    private func checkContract(
        of row: Processor,
        _ policy: OutboundPolicy,
        _ now: Timestamp
    ) throws(OutboundError) {
        guard let contract = row.contract else {
            guard policy.isLocal else { throw .egressDenied }
            return
        }
        guard contract.signedAt <= now else { throw .egressDenied }
        if let end = contract.expiresAt, end <= now { throw .contractExpired }
    }

    private func checkTransfer(
        to row: Processor,
        _ policy: OutboundPolicy,
        _ now: Timestamp
    ) throws(OutboundError) {
        if let safeguard = row.safeguard {
            let holds = safeguard.reviewBy > now && !voidMechanisms.contains(safeguard.mechanism)
            guard holds else { throw .transferDenied }
            return
        }
        guard policy.isLocal || LegalArea.isShared(policy.country, row.country) else { throw .transferDenied }
    }
}

/// Countries between which data moves without a safeguard of its own.
package enum LegalArea {
    /// The European Economic Area (GDPR, article 44, and decision 154/2018 of the EEA Joint Committee).
    private static let economicArea: Set<String> = [
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IS", "IT", "LI",
        "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
    ]

    package static func isShared(_ first: String?, _ second: String) -> Bool {
        guard let first else { return false }
        return first == second || (economicArea.contains(first) && economicArea.contains(second))
    }
}
