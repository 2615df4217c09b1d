package import Accounts
package import Kernel
package import Privacy

/// A hold, and who demands it and why.
package struct WordedHold: Sendable {
    package let hold: Hold
    /// Nil once it is lifted.
    package let words: String?
}

/// Legal holds by staff, for pages and programs alike: each act is logged about whoever does it too.
package struct HoldDesk: Sendable {
    private let privacy: Privacy
    private let staff: Staff

    package init(privacy: Privacy, staff: Staff) {
        self.privacy = privacy
        self.staff = staff
    }

    /// What is proposed or in force, those that must be reviewed first at the top.
    package func open() async throws -> [WordedHold] {
        var holds: [WordedHold] = []
        for hold in try await privacy.openHolds() { holds.append(try await worded(hold)) }
        return holds
    }

    /// - Throws: `Problem` `not_found` for a record that is nobody's, `held` for one that has a hold already.
    package func propose(_ proposal: HoldProposal, by member: StaffMember) async throws -> WordedHold {
        let act = try await staff.act(of: member, "propose hold on \(proposal.record.text)", on: nil)
        return try await worded(privacy.propose(proposal, by: member.subject, logging: [act]))
    }

    /// - Throws: `Problem` `second_approver_required` for whoever proposed it; `not_found`.
    package func approve(_ id: HoldID, by member: StaffMember) async throws -> WordedHold {
        let act = try await staff.act(of: member, "approve hold \(id.text)", on: nil)
        return try await worded(privacy.approve(id, by: member.subject, logging: [act]))
    }

    /// - Throws: `Problem` `not_found`.
    package func lift(_ id: HoldID, by member: StaffMember) async throws {
        let act = try await staff.act(of: member, "lift hold \(id.text)", on: nil)
        try await privacy.lift(id, logging: [act])
    }

    private func worded(_ hold: Hold) async throws -> WordedHold {
        WordedHold(hold: hold, words: try await privacy.words(of: hold.id))
    }
}
