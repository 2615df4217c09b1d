import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Privacy

extension Web {
    /// Legal holds, each route behind the right to hold records.
    var holdAdminRoutes: [StaffRoute] {
        [
            .get("holds", for: .holdRecords, use: showHolds),
            .post("holds", for: .holdRecords, use: proposeHold),
            .post("holds/:id/approve", for: .holdRecords, use: approveHold),
            .post("holds/:id/lift", for: .holdRecords, use: liftHold),
        ]
    }

    private var holds: HoldDesk { HoldDesk(privacy: privacy, staff: staff) }

    @Sendable private func showHolds(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        try await holdsPage(request, context, member)
    }

    @Sendable private func proposeHold(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let form = try await checkedForm(request, context)
        return try await answeringStaff {
            let proposal = try HoldProposal(form, now: clock.now())
            _ = try await holds.propose(proposal, by: member)
            return toAdmin(.holds, context)
        } refused: { problem in
            try await holdsPage(request, context, member, RefusedForm(at: .holds, form, problem))
        }
    }

    @Sendable private func approveHold(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let id: HoldID = try context.id("id")
        let form = try await checkedForm(request, context)
        return try await answeringStaff {
            _ = try await holds.approve(id, by: member)
            return toAdmin(.holds, context)
        } refused: { problem in
            try await holdsPage(request, context, member, RefusedForm(at: .approveHold(id), form, problem))
        }
    }

    /// What it kept from an erasure goes now.
    @Sendable private func liftHold(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let id: HoldID = try context.id("id")
        _ = try await checkedForm(request, context)
        try await holds.lift(id, by: member)
        return toAdmin(.holds, context)
    }

    private func holdsPage(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember,
        _ refusal: RefusedForm? = nil
    ) async throws -> Response {
        let (open, now) = (try await holds.open(), clock.now())
        return show(request, context, member, refusedFor: refusal?.problem) { words in
            let list =
                open.isEmpty
                ? [AdminSection.noHolds(words)]
                : open.map { AdminSection.hold($0, now: now, refusal, words) }
            let sections = list + [AdminSection.holdProposal(refusal, words)]
            return AdminSheet(
                address: .holds,
                title: "admin.holds",
                intro: words["admin.holds_intro"],
                sections: sections.telling(refusal, words)
            )
        }
    }
}

extension HoldProposal {
    fileprivate init(_ form: FormBody, now: Timestamp) throws(Problem) {
        try self.init(
            // Copied from elsewhere, with what is around it.
            record: (form["record"] ?? "").filter { !$0.isWhitespace },
            ground: form["ground"],
            authority: form["authority"],
            reason: form["reason"],
            reviewAt: form["review_at"].flatMap { Timestamp(day: $0) },
            now: now
        )
    }
}
