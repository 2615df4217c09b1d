import Accounts
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Privacy
import Studio

extension Web {
    /// Says what closing the account destroys, and asks for it.
    @Sendable func showClose(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let session = context.person?.session else {
            return toSignIn(context, returningTo: .accountClose)
        }
        return try await closePage(request, context, session)
    }

    @Sendable func close(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        return try await close(session, by: checkedForm(request, context), context) { problem in
            try await closePage(request, context, session, refusedFor: problem)
        }
    }

    /// An account goes for whoever knows its password, not for whoever finds its browser open.
    func close(
        _ session: Session,
        by form: FormBody,
        _ context: AppContext,
        refused: (Problem) async throws -> Response = { throw $0 }
    ) async throws -> Response {
        try await answering {
            _ = try await proven(session, by: form, context)
            return try await removed(
                privacy.remove(.everything, of: session.subject, after: .none),
                context
            )
        } refused: { problem in
            try await refused(problem)
        }
    }

    private func closePage(
        _ request: Request,
        _ context: AppContext,
        _ session: Session,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let account = try await accounts.account(of: session.subject)
        let pictures = try await studio.count(holding: nil, under: permit(context))
        let layout = printer.layout(request, context, at: .accountClose, titled: Message("account.close"))
        let page = ClosePage(
            layout: layout,
            pictures: pictures,
            address: account.email.text,
            asksPassword: account.hasPassword,
            problem: problem.map { ProblemWords($0, layout.words) }
        )
        var answer = printer.print(
            page,
            status: problem.map { HTTPResponse.Status(code: $0.status) } ?? .ok
        )
        answer.headers[.retryAfter] = problem?.retryAfter
        if let problem { context.limits.note(problem) }
        return answer
    }
}
