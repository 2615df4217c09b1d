import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Privacy

extension Web {
    /// Objections to what protects others, each route behind the right to decide on them.
    var objectionAdminRoutes: [StaffRoute] {
        [
            .get("objections", for: .decideObjections, use: showObjections),
            .post("objections/:id/decision", for: .decideObjections, use: decideObjection),
        ]
    }

    private var objections: ObjectionDesk { ObjectionDesk(choices: choices, staff: staff) }

    @Sendable private func showObjections(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        try await objectionsPage(request, context, member)
    }

    /// Decides; whoever comes too late is told so.
    @Sendable private func decideObjection(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let id: ObjectionID = try context.id("id")
        let form = try await checkedForm(request, context)
        return try await answeringStaff {
            guard let decision = form["decision"], ["grant", "reject"].contains(decision) else {
                throw Problem(.missingField, field: "decision")
            }
            try await objections.decide(
                id,
                isGranted: decision == "grant",
                because: form["reason"],
                by: member
            )
            return toAdmin(.objections, context)
        } refused: { problem in
            let refusal = RefusedForm(at: .decideObjection(id), form, problem)
            return try await objectionsPage(request, context, member, refusal)
        }
    }

    private func objectionsPage(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember,
        _ refusal: RefusedForm? = nil
    ) async throws -> Response {
        let waiting = try await objections.waiting()
        let known = try await objections.known(among: waiting)
        return show(request, context, member, refusedFor: refusal?.problem) { words in
            let list = waiting.map { objection in
                AdminSection.objection(
                    objection,
                    isKnown: known.contains(objection.subject),
                    refusal,
                    words
                )
            }
            return AdminSheet(
                address: .objections,
                title: "admin.objections",
                intro: words["admin.objections_intro"],
                sections: (list.isEmpty ? [AdminSection.noObjections(words)] : list).telling(refusal, words)
            )
        }
    }
}
