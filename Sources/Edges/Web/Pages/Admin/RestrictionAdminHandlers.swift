import Accounts
import HTTPKit
import Hummingbird
import Kernel

extension Web {
    /// Restrictions by staff, on the page of whom they are about.
    var restrictionAdminRoutes: [StaffRoute] {
        [
            .post("accounts/:id/restrict", for: .restrict, use: restrictSubject),
            .post("accounts/:id/lift", for: .restrict, use: liftRestriction),
        ]
    }

    private var restrictions: RestrictionDesk { RestrictionDesk(privacy: privacy, staff: staff) }

    @Sendable private func restrictSubject(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let subject: SubjectID = try context.id("id")
        let form = try await checkedForm(request, context)
        return try await answeringStaff {
            try await restrictions.restrict(subject, because: form["reason"], by: member)
            return toAdmin(.account(subject), context)
        } refused: { problem in
            let refusal = RefusedForm(at: .restrict(subject), form, problem)
            return try await subjectPage(request, context, member, refusal)
        }
    }

    /// Takes effect a day from now; its person is told at once.
    @Sendable private func liftRestriction(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let subject: SubjectID = try context.id("id")
        let form = try await checkedForm(request, context)
        return try await answeringStaff {
            try await restrictions.lift(subject, because: form["reason"], by: member)
            return toAdmin(.account(subject), context)
        } refused: { problem in
            let refusal = RefusedForm(at: .liftRestriction(subject), form, problem)
            return try await subjectPage(request, context, member, refusal)
        }
    }
}
