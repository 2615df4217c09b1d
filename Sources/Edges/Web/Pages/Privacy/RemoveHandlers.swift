import Accounts
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Privacy
import Purposes
import Studio

extension Web {
    /// What there is to delete, in which parts, and when.
    @Sendable func showRemove(_ request: Request, _ context: AppContext) async throws -> Response {
        try await removePage(request, context)
    }

    @Sendable func remove(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await checkedForm(request, context)
        guard let person = context.person else {
            return .redirect(to: Links(context.language).page(.privacyDelete))
        }
        return try await answering {
            guard let scope = form["scope"].flatMap(Removal.Scope.init), scope != .image else {
                throw Problem(.missingField, field: "scope")
            }
            guard let days = form["grace_days"].flatMap({ Int($0) }) else {
                throw Problem(.missingField, field: "grace_days")
            }
            let grace = try Grace(days: days)
            if let session = person.session { _ = try await proven(session, by: form, context) }
            return try await removed(privacy.remove(scope, of: person.subject, after: grace), context)
        } refused: { problem in
            try await removePage(request, context, refusedFor: problem)
        }
    }

    /// Leads to the report; has the browser forget whoever was erased.
    func removed(_ removal: Removal, _ context: AppContext) -> Response {
        guard removal.scope == .everything, removal.state != .pending else {
            return .redirect(to: Links(context.language).page(.erasure(removal.id)))
        }
        context.cookies.expire(.session)
        context.cookies.expire(.device)
        context.cookies.expire(.visitor)
        var answer = Response.redirect(to: Links(context.language).page(.erasure(removal.id)))
        answer.clear(.erasure, at: origins)
        return answer
    }

    @Sendable func cancelRemoval(_ request: Request, _ context: AppContext) async throws -> Response {
        try await requireOwnForm(request, context)
        _ = try await privacy.cancel(context.id("id"), of: context.requirePerson().subject)
        return .redirect(to: Links(context.language).page(.privacyDelete))
    }

    @Sendable func showRemoval(_ request: Request, _ context: AppContext) async throws -> Response {
        let removal = try await privacy.removal(context.id("id"))
        let layout = printer.layout(
            request,
            context,
            at: .erasure(removal.id),
            titled: Message("report.removal")
        )
        return printer.print(ReportPage(layout: layout, removal: removal))
    }

    private func removePage(
        _ request: Request,
        _ context: AppContext,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let layout = printer.layout(request, context, at: .privacyDelete, titled: Message("remove.page"))
        let page = RemovePage(
            layout: layout,
            holding: try await holding(of: context.person),
            problem: problem.map { ProblemWords($0, layout.words) }
        )
        var answer = printer.print(page, status: problem.map { HTTPResponse.Status(code: $0.status) } ?? .ok)
        answer.headers[.retryAfter] = problem?.retryAfter
        if let problem { context.limits.note(problem) }
        return answer
    }

    private func holding(of person: Person?) async throws -> RemovePage.Holding? {
        guard let person else { return nil }
        let subject = person.subject
        var asksPassword = false
        if person.session != nil { asksPassword = try await accounts.account(of: subject).hasPassword }
        return RemovePage.Holding(
            pictures: try await studio.holdings(of: subject).images,
            asksPassword: asksPassword,
            pending: try await privacy.openRemovals(of: subject),
            holds: try await privacy.holds(on: subject)
        )
    }
}
