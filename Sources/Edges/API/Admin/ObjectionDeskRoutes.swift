package import Accounts
package import HTTPKit
import Hummingbird
import Kernel
package import Privacy
import Wire

/// `/api/admin/objections`: objections to what protects others, which a person decides on.
package struct ObjectionDeskRoutes: Sendable {
    /// In characters.
    private static let longestReason = 2_000

    private let choices: PrivacyChoices
    private let staff: Staff

    package init(choices: PrivacyChoices, staff: Staff) {
        self.choices = choices
        self.staff = staff
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
        let waiting = try await choices.waitingObjections()
        let bodies = waiting.map { objection in
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
        guard (1...Self.longestReason).contains(body.reason.count),
            body.reason.contains(where: { !$0.isWhitespace })
        else { throw Problem(.reasonRequired, field: "reason") }
        let acts = try await staff.acts(of: member, decidingObjection: id.text)
        try await choices.decide(id, isGranted: body.granted, because: body.reason, logging: acts)
        return Response(status: .noContent)
    }
}
