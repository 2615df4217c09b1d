import Accounts
import HTTPKit
import Hummingbird
import Kernel

extension Web {
    /// Who is staff: an owner's own doing, each time after showing anew that it is them.
    var staffAdminRoutes: [StaffRoute] {
        [
            .get("staff", for: .manageStaff, use: showStaff),
            .post("staff", for: .manageStaff, use: invite),
            .get("staff/:id", for: .manageStaff, use: showMember),
            .post("staff/:id/role", for: .manageStaff, use: changeRole),
            .post("staff/:id/remove", for: .manageStaff, use: removeMember),
        ]
    }

    @Sendable private func showStaff(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        try await staffPage(request, context, member)
    }

    /// Makes somebody staff and writes to them when they have no account yet.
    @Sendable private func invite(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let form = try await checkedForm(request, context)
        return try await doing(member) { author in
            guard let country = Country(form["country"] ?? "") else {
                throw Problem(.countryUnknown, field: "country")
            }
            _ = try await staff.appoint(
                try EmailAddress(typed: form["email"] ?? ""),
                as: try StaffRole(typed: form["role"]),
                in: context.language,
                country: country,
                by: author
            )
            return toAdmin(.staff, context)
        } refused: { problem in
            try await staffPage(request, context, member, form, refusedFor: problem)
        }
    }

    @Sendable private func showMember(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        try await memberPage(request, context, member)
    }

    @Sendable private func changeRole(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let form = try await checkedForm(request, context)
        return try await doing(member) { author in
            let subject: SubjectID = try context.id("id")
            guard try await staff.role(of: subject) != nil else { throw Problem(.notFound) }
            try await staff.change(subject, to: StaffRole(typed: form["role"]), by: author)
            return toAdmin(.staff, context)
        } refused: { problem in
            try await memberPage(request, context, member, refusedFor: problem)
        }
    }

    @Sendable private func removeMember(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        _ = try await checkedForm(request, context)
        return try await doing(member) { author in
            try await staff.remove(try context.id("id"), by: author)
            return toAdmin(.staff, context)
        } refused: { problem in
            try await memberPage(request, context, member, refusedFor: problem)
        }
    }

    /// Does what only somebody may do who has just shown that it is them.
    private func doing(
        _ member: StaffMember,
        _ act: (StaffAuthor) async throws -> Response,
        refused: (Problem) async throws -> Response
    ) async throws -> Response {
        do {
            try accounts.requireFresh(member.session)
            return try await act(.member(member))
        } catch {
            let problem = Problem(error)
            guard problem.status < 500, problem.code != .notFound else { throw error }
            return try await refused(problem)
        }
    }

    private func staffPage(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember,
        _ form: FormBody? = nil,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let lines = try await staff.list(for: member)
        return show(request, context, member, refusedFor: problem) { words in
            let invitation = FormPart.invitation(words, form)
            let isFresh = member.session.isFresh(at: clock.now())
            return AdminSheet(
                address: .staff,
                title: "admin.staff",
                sections: [
                    .staff(lines, member, words),
                    isFresh
                        ? AdminSection(
                            id: "invite",
                            title: words["admin.invite"],
                            paragraphs: [words["admin.invite_detail"]],
                            forms: [problem.map { invitation.refused($0, words) } ?? invitation]
                        ) : .proof(returningTo: .staff, words),
                ]
            )
        }
    }

    private func memberPage(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let subject: SubjectID = try context.id("id")
        let lines = try await staff.list(for: member)
        guard let line = lines.first(where: { $0.line.subject == subject }) else { throw Problem(.notFound) }
        return show(request, context, member, refusedFor: problem) { words in
            AdminSheet(
                address: .member(subject),
                title: "admin.member",
                intro: line.email?.text ?? subject.text,
                sections: member.session.isFresh(at: clock.now())
                    ? .member(line, isOneself: subject == member.subject, problem, words)
                    : [.proof(returningTo: .member(subject), words)]
            )
        }
    }
}
