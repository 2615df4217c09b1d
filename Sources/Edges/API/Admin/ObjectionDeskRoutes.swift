import Accounts
package import HTTPKit
import Hummingbird
import Kernel
import Privacy
import Wire

/// `/api/admin/objections`: objections to what protects others, which a person decides on.
package struct ObjectionDeskRoutes: Sendable {
    private let desk: ObjectionDesk

    package init(desk: ObjectionDesk) {
        self.desk = desk
    }

    /// Below `/api/admin`.
    package var routes: [StaffRoute] {
        [
            .get("objections", for: .decideObjections, use: list),
            .post("objections/:id/decision", for: .decideObjections, use: decide),
        ]
    }

    @Sendable private func list(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let bodies = try await desk.waiting().map { objection in
            WaitingObjectionBody(
                id: objection.id.text,
                subject: objection.subject.text,
                purpose: objection.purpose,
                at: objection.at.description
            )
        }
        return try .json(ListBody(data: bodies, nextCursor: nil))
    }

    @Sendable private func decide(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let id: ObjectionID = try context.id("id")
        let body = try await request.json(
            ObjectionDecisionBody.self,
            members: ObjectionDecisionBody.CodingKeys.self
        )
        try await desk.decide(id, isGranted: body.granted, because: body.reason, by: member)
        return Response(status: .noContent)
    }
}
