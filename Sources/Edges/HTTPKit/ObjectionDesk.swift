package import Accounts
package import Kernel
package import Privacy

/// Objections to what protects others, for staff who decide on them, of pages and programs alike.
package struct ObjectionDesk: Sendable {
    /// In characters.
    package static let longestReason = 2_000

    private let choices: PrivacyChoices
    private let staff: Staff

    package init(choices: PrivacyChoices, staff: Staff) {
        self.choices = choices
        self.staff = staff
    }

    /// Oldest first.
    package func waiting() async throws -> [Objection] {
        try await choices.waitingObjections()
    }

    /// Those about whom the admin site has a page: with an account, or named by a case.
    package func known(among objections: [Objection]) async throws -> Set<SubjectID> {
        var known: Set<SubjectID> = []
        for subject in Set(objections.map(\.subject)) {
            do {
                known.insert(try await staff.facts(of: subject).subject)
            } catch let problem as Problem where problem.code == .notFound {
                continue
            }
        }
        return known
    }

    /// Stops the purpose for whoever objected, or has it go on; they read why.
    /// - Throws: `Problem` `reason_required`, `not_found`, `right_missing` for one's own, and `case_decided` when somebody else was faster.
    package func decide(
        _ id: ObjectionID,
        isGranted: Bool,
        because reason: String?,
        by member: StaffMember
    ) async throws {
        let reason = reason ?? ""
        guard (1...Self.longestReason).contains(reason.count), reason.contains(where: { !$0.isWhitespace })
        else { throw Problem(.reasonRequired, field: "reason") }
        let acts = try await staff.acts(of: member, decidingObjection: id.text)
        try await choices.decide(
            id,
            isGranted: isGranted,
            because: reason,
            by: member.subject,
            logging: acts
        )
    }
}
