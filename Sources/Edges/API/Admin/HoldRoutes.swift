package import Accounts
import FoundationEssentials
package import HTTPKit
import Hummingbird
package import Kernel
package import Privacy
import Wire

/// `/api/admin/holds` and restrictions by staff: what the law may demand about somebody's data.
package struct HoldRoutes: Sendable {
    private let staff: Staff
    private let privacy: Privacy
    private let clock: Clock

    package init(staff: Staff, privacy: Privacy, clock: Clock) {
        self.staff = staff
        self.privacy = privacy
        self.clock = clock
    }

    /// Below `/api/admin`.
    package var routes: [StaffRoute] {
        [
            .get("holds", for: .holdRecords, use: list),
            .post("holds", for: .holdRecords, use: propose),
            .post("holds/:id/approve", for: .holdRecords, use: approve),
            .post("holds/:id/lift", for: .holdRecords, use: lift),
            .post("subjects/:id/restrict", for: .restrict, use: restrict),
            .post("subjects/:id/lift", for: .restrict, use: liftRestriction),
        ]
    }

    @Sendable private func list(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        var bodies: [HoldBody] = []
        for hold in try await privacy.openHolds() { bodies.append(try await body(of: hold)) }
        return try .json(ListBody(data: bodies, nextCursor: nil))
    }

    @Sendable private func propose(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let body = try await request.json(NewHoldBody.self, members: NewHoldBody.CodingKeys.self)
        let proposal = try HoldProposal(
            record: body.record,
            ground: body.ground,
            authority: body.authority,
            reason: body.reason,
            reviewAt: Timestamp(rfc3339: body.reviewAt),
            now: clock.now()
        )
        let act = try await staff.act(of: member, "propose hold on \(proposal.record.text)", on: nil)
        let hold = try await privacy.propose(proposal, by: member.subject, logging: [act])
        return try await .json(self.body(of: hold), status: .created)
    }

    @Sendable private func approve(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let id: HoldID = try context.id("id")
        let act = try await staff.act(of: member, "approve hold \(id.text)", on: nil)
        return try await .json(body(of: privacy.approve(id, by: member.subject, logging: [act])))
    }

    @Sendable private func lift(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let id: HoldID = try context.id("id")
        let act = try await staff.act(of: member, "lift hold \(id.text)", on: nil)
        try await privacy.lift(id, logging: [act])
        return Response(status: .noContent)
    }

    @Sendable private func restrict(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let (subject, reason) = try await wish(request, context)
        let act = try await staff.act(of: member, "restrict", on: subject)
        try await privacy.restrict(subject, by: .staff, because: reason, logging: [act])
        return Response(status: .noContent)
    }

    /// Takes effect a day from now; its person is told at once.
    @Sendable private func liftRestriction(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let (subject, reason) = try await wish(request, context)
        let act = try await staff.act(of: member, "lift", on: subject)
        let end = try await privacy.liftRestriction(of: subject, because: reason, logging: [act])
        return try .json(RestrictionEndBody(endsAt: end?.description), status: .accepted)
    }

    private func wish(
        _ request: Request,
        _ context: AppContext
    ) async throws -> (SubjectID, reason: String) {
        let subject: SubjectID = try context.id("id")
        let body = try await request.json(
            RestrictionReasonBody.self,
            members: RestrictionReasonBody.CodingKeys.self
        )
        _ = try await staff.facts(of: subject)
        return (subject, try GlassReason(ground: GlassGround.rights.rawValue, text: body.reason).text)
    }

    private func body(of hold: Hold) async throws -> HoldBody {
        HoldBody(
            id: hold.id.text,
            record: hold.record.text,
            ground: hold.ground.rawValue,
            words: try await privacy.words(of: hold.id),
            state: hold.liftedAt != nil ? "lifted" : hold.isInForce ? "in_force" : "proposed",
            madeAt: hold.madeAt.description,
            reviewAt: hold.reviewAt.description
        )
    }
}

extension Timestamp {
    /// Reads a moment of RFC 3339 in UTC, with or without milliseconds.
    fileprivate init?(rfc3339 text: String) {
        for style in [
            Date.ISO8601FormatStyle(includingFractionalSeconds: true), Date.ISO8601FormatStyle(),
        ] {
            guard let date = try? style.parse(text) else { continue }
            self.init(date)
            return
        }
        return nil
    }
}
