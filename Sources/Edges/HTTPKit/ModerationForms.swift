package import Accounts
package import Kernel
package import Moderation

/// What staff ask for about a case, read once for pages and programs alike.
package struct CaseWish: Sendable {
    package static let dayRange = 1...3_650

    let action: String
    let category: String?
    let reason: String
    let days: Int?

    package init(
        action: String,
        category: String?,
        reason: String,
        days: Int?
    ) {
        self.action = action
        self.category = category
        self.reason = reason
        self.days = days
    }
}

/// Decides cases for staff who may.
package struct CaseDesk: Sendable {
    package let moderation: Moderation
    private let staff: Staff
    private let clock: Clock

    package init(
        moderation: Moderation,
        staff: Staff,
        clock: Clock
    ) {
        self.moderation = moderation
        self.staff = staff
        self.clock = clock
    }

    /// - Throws: `Problem` that names the field at fault, `right_missing` for a suspension by whoever may not suspend, and what
    ///   `Moderation.decide` and `answer` throw.
    package func decide(
        _ id: CaseID,
        _ wish: CaseWish,
        by member: StaffMember
    ) async throws {
        switch wish.action {
        case "grant", "reject":
            try await moderation.answer(
                id,
                granting: wish.action == "grant",
                reason: wish.reason,
                by: member.subject,
                among: CaseDeciders(staff: staff)
            )
        default:
            guard let action = StaffAction(rawValue: wish.action) else {
                throw Problem(.verdictUnsuitable, field: "action")
            }
            if action == .suspend, !member.may(.suspend) { throw Problem(.rightMissing) }
            let verdict = try Verdict(
                action,
                Ground(chosen: wish.category ?? ""),
                reason: wish.reason,
                until: until(wish.days, of: action)
            )
            try await moderation.decide(id, verdict, by: member.subject)
        }
    }

    private func until(_ days: Int?, of action: StaffAction) throws(Problem) -> Timestamp? {
        guard let days else { return nil }
        guard action == .suspend, CaseWish.dayRange.contains(days) else {
            throw Problem(.verdictUnsuitable, field: "days")
        }
        return clock.now() + .days(days)
    }
}

/// The members of staff whose role lets them decide.
private struct CaseDeciders: Deciders {
    let staff: Staff

    func count() async throws -> Int {
        try await staff.all().filter { $0.role.may(.decideAbuse) }.count
    }
}
