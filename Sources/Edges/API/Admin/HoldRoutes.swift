import Accounts
import FoundationEssentials
package import HTTPKit
import Hummingbird
package import Kernel
import Privacy
import Wire

/// `/api/admin/holds` and restrictions by staff: what the law may demand about somebody's data.
package struct HoldRoutes: Sendable {
    private let holds: HoldDesk
    private let restrictions: RestrictionDesk
    private let clock: Clock

    package init(holds: HoldDesk, restrictions: RestrictionDesk, clock: Clock) {
        self.holds = holds
        self.restrictions = restrictions
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
        let bodies = try await holds.open().map(HoldBody.init)
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
        return try await .json(HoldBody(holds.propose(proposal, by: member)), status: .created)
    }

    @Sendable private func approve(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        try await .json(HoldBody(holds.approve(context.id("id"), by: member)))
    }

    @Sendable private func lift(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        try await holds.lift(context.id("id"), by: member)
        return Response(status: .noContent)
    }

    @Sendable private func restrict(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let subject: SubjectID = try context.id("id")
        try await restrictions.restrict(subject, because: reason(request), by: member)
        return Response(status: .noContent)
    }

    /// Takes effect a day from now; its person is told at once.
    @Sendable private func liftRestriction(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let subject: SubjectID = try context.id("id")
        let end = try await restrictions.lift(subject, because: reason(request), by: member)
        return try .json(RestrictionEndBody(endsAt: end?.description), status: .accepted)
    }

    private func reason(_ request: Request) async throws -> String {
        try await request.json(
            RestrictionReasonBody.self,
            members: RestrictionReasonBody.CodingKeys.self
        ).reason
    }
}

extension HoldBody {
    fileprivate init(_ entry: WordedHold) {
        let hold = entry.hold
        self.init(
            id: hold.id.text,
            record: hold.record.text,
            ground: hold.ground.rawValue,
            words: entry.words,
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
