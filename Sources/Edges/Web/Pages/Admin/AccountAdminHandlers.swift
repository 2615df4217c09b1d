import Accounts
import Audit
import HTTPKit
import HTTPTypes
import Hummingbird
import Imaging
import Kernel
import NIOCore
import Privacy
import Studio

extension Web {
    /// Accounts: found by an exact address, seen without their person, opened with a reason.
    var accountAdminRoutes: [StaffRoute] {
        [
            .get("accounts", for: .seeAccounts, use: showAccountSearch),
            .post("accounts", for: .seeAccounts, use: findAccount),
            .get("accounts/:id", for: .seeAccounts, use: showSubject),
            .post("accounts/:id/open", for: .openProfile, use: openSubject),
            .get("accounts/:id/images/:image", for: .openWork, use: showWork),
            .post("accounts/:id/freeze", for: .flagMinor, use: freezeSubject),
            .post("accounts/:id/release", for: .flagMinor, use: releaseSubject),
        ]
    }

    /// Pictures shown to whoever opened somebody's work.
    private static let shownWorks = 60
    private static let workWidth = 320

    @Sendable private func showAccountSearch(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        searchPage(request, context, member)
    }

    /// By its exact address only, which comes in a form's body: no address stands in an address or a log.
    @Sendable private func findAccount(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let form = try await checkedForm(request, context)
        return try await answering {
            let email = try EmailAddress(typed: form["email"] ?? "")
            guard let found = try await staff.find(email, by: member) else { throw Problem(.accountUnknown) }
            return toAdmin(.account(found), context)
        } refused: { problem in
            searchPage(request, context, member, refusedFor: problem)
        }
    }

    @Sendable private func showSubject(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        try await subjectPage(request, context, member)
    }

    /// Takes a reason; what it opens stands on the account's page for fifteen minutes.
    @Sendable private func openSubject(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let form = try await checkedForm(request, context)
        let subject: SubjectID = try context.id("id")
        do {
            guard let scope = form["scope"].flatMap(GlassScope.init) else {
                throw Problem(.reasonRequired, field: "scope")
            }
            let reason = try GlassReason(ground: form["ground"], text: form["reason"])
            _ = try await staff.open(scope, of: subject, because: reason, by: member)
            return toAdmin(.account(subject), context)
        } catch let problem as Problem where problem.code == .reasonRequired {
            let refusal = RefusedForm(at: .openAccount(subject), form, problem)
            return try await subjectPage(request, context, member, refusal)
        }
    }

    /// A private picture, small.
    @Sendable private func showWork(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        let (subject, image): (SubjectID, ImageID) = (try context.id("id"), try context.id("image"))
        let file = try await studio.inspect(
            image,
            width: Self.workWidth,
            under: staff.permit(to: .work, of: subject, for: member)
        )
        return Response(
            status: .ok,
            headers: [.contentType: file.format.mediaType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try await file.bytes()))
        )
    }

    @Sendable private func freezeSubject(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        _ = try await checkedForm(request, context)
        let subject: SubjectID = try context.id("id")
        let acts = try await staff.acts(of: member, freezing: subject)
        try await privacy.freeze(subject, logging: acts)
        return toAdmin(.account(subject), context)
    }

    @Sendable private func releaseSubject(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember
    ) async throws -> Response {
        _ = try await checkedForm(request, context)
        let subject: SubjectID = try context.id("id")
        let acts = try await staff.acts(of: member, releasing: subject)
        try await privacy.release(subject, logging: acts)
        return toAdmin(.account(subject), context)
    }

    private func searchPage(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember,
        refusedFor problem: Problem? = nil
    ) -> Response {
        show(request, context, member, refusedFor: problem) { words in
            let form = FormPart.accountSearch(words)
            return AdminSheet(
                address: .accounts,
                title: "admin.accounts",
                sections: [
                    AdminSection(
                        id: "find",
                        title: words["admin.find"],
                        paragraphs: [words["admin.find_detail"]],
                        forms: [problem.map { form.refused($0, words) } ?? form]
                    )
                ]
            )
        }
    }

    func subjectPage(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember,
        _ refusal: RefusedForm? = nil
    ) async throws -> Response {
        let subject: SubjectID = try context.id("id")
        let view = try await view(of: subject, for: member)
        return show(request, context, member, refusedFor: refusal?.problem) { words in
            AdminSheet(
                address: .account(subject),
                title: view.facts.hasAccount ? "admin.account" : "admin.visitor",
                intro: subject.text,
                sections: view.sections(words, refusal).telling(refusal, words)
            )
        }
    }

    /// Gathers what this member may see of an account now.
    private func view(of subject: SubjectID, for member: StaffMember) async throws -> SubjectView {
        var view = SubjectView(
            member: member,
            facts: try await staff.facts(of: subject),
            holdings: try await studio.holdings(of: subject),
            frozenSince: try await privacy.frozenSince(subject)
        )
        if member.may(.restrict) { view.restrictions = try await privacy.restrictions(of: subject) }
        for scope in GlassScope.allCases where member.may(scope.right) {
            view.glasses[scope] = try await staff.glass(scope, of: subject, for: member)
        }
        if view.glasses[.profile] != nil { view.profile = try await staff.profile(of: subject, for: member) }
        if view.glasses[.work] != nil {
            let permit = try await staff.permit(to: .work, of: subject, for: member)
            view.works = try await studio.inspect(limit: Self.shownWorks, under: permit)
        }
        return view
    }
}
