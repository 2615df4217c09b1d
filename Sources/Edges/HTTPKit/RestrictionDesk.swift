package import Accounts
package import Kernel
package import Privacy

/// Restrictions by staff, for pages and programs alike: each act is logged about whoever does it too.
package struct RestrictionDesk: Sendable {
    private let privacy: Privacy
    private let staff: Staff

    package init(privacy: Privacy, staff: Staff) {
        self.privacy = privacy
        self.staff = staff
    }

    /// Has somebody's data be kept and not used; they read why.
    /// - Throws: `Problem` `not_found`, `reason_required`; `right_missing` for staff, whose role has to go first.
    package func restrict(
        _ subject: SubjectID,
        because reason: String?,
        by member: StaffMember
    ) async throws {
        guard try await staff.facts(of: subject).role == nil else { throw Problem(.rightMissing) }
        let words = try words(reason)
        let act = try await staff.act(of: member, "restrict", on: subject)
        try await privacy.restrict(subject, by: .staff, because: words, logging: [act])
    }

    /// Has somebody's restrictions end a day from now; they are told at once, and read why.
    /// - Returns: when; nil where nothing was restricted.
    /// - Throws: `Problem` `not_found`, `reason_required`; `right_missing` for whoever wants to free themselves.
    @discardableResult
    package func lift(
        _ subject: SubjectID,
        because reason: String?,
        by member: StaffMember
    ) async throws -> Timestamp? {
        guard subject != member.subject else { throw Problem(.rightMissing) }
        _ = try await staff.facts(of: subject)
        let words = try words(reason)
        let act = try await staff.act(of: member, "lift", on: subject)
        return try await privacy.liftRestriction(of: subject, because: words, logging: [act])
    }

    private func words(_ reason: String?) throws -> String {
        try GlassReason(ground: GlassGround.rights.rawValue, text: reason).text
    }
}
