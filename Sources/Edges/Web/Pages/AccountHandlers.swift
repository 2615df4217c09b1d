import Accounts
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel

extension Web {
    /// One's own account; whoever is not signed in comes back here after signing in.
    @Sendable func showAccount(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let session = context.person?.session else { return toSignIn(context, from: .account) }
        return try await accountPage(request, context, session)
    }

    @Sendable func changeProfile(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let form = try await checkedForm(request, context)
        return try await answering {
            try await accounts.change(
                name: form["display_name"].map { text throws(Problem) in try DisplayName(text) },
                language: Language(chosen: form["language"] ?? ""),
                for: session
            )
            return try await accountPage(request, context, session, notice: "account.saved")
        } refused: { _ in
            toAccount(context)
        }
    }

    /// Changes the password of somebody who says the old one, and signs out everywhere else.
    @Sendable func changePassword(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let form = try await checkedForm(request, context)
        do {
            try guardian.require(proofIn: session, context)
            let token = try await accounts.prove(session, password: Password(form.exact("current_password")))
            context.cookies.set(.session, to: token.secret.reveal())
            guard let fresh = try await accounts.session(token) else { throw Problem(.signInRequired) }
            try await accounts.change(password: Password(form.exact("password")), for: fresh)
            return try await accountPage(request, context, fresh, notice: "account.password_changed")
        } catch let problem as Problem where problem.status < 500 {
            return try await accountPage(request, context, session, refusedFor: problem)
        }
    }

    @Sendable func endSession(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        _ = try await checkedForm(request, context)
        try await accounts.end(context.id("id"), for: session)
        return toAccount(context)
    }

    @Sendable func endOtherSessions(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        _ = try await checkedForm(request, context)
        _ = try await accounts.endOthers(than: session)
        return toAccount(context)
    }

    private func toAccount(_ context: AppContext) -> Response {
        .redirect(to: Links(context.language).page(.account))
    }

    func toSignIn(_ context: AppContext, from page: Route) -> Response {
        let links = Links(context.language)
        return .redirect(to: "\(links.page(.signIn))?return_to=\(links.page(page))")
    }

    private func accountPage(
        _ request: Request,
        _ context: AppContext,
        _ session: Session,
        notice: String? = nil,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let account = try await accounts.account(of: session.subject)
        let sessions = try await accounts.sessions(of: session)
        let layout = printer.layout(request, context, at: .account, titled: Message("account.title"))
        let words = layout.words
        let password = FormPart.changePassword(words)
        let page = AccountPage(
            layout: layout,
            facts: Fact.all(of: account, words),
            profile: .profile(account, words),
            password: problem.map { password.refused($0, words) } ?? password,
            sessions: sessions.map { SessionPart($0, isCurrent: $0.id == session.id, words) },
            notice: notice.map { words[$0] }
        )
        return printer.print(page, status: problem.map { HTTPResponse.Status(code: $0.status) } ?? .ok)
    }
}

extension Fact {
    /// What is kept of who somebody is.
    fileprivate static func all(of account: Account, _ words: Catalogue) -> [Fact] {
        [
            Fact(words["signup.email"], account.email.text),
            Fact(words["signup.country"], words.name(of: account.country)),
            Fact(
                words["account.age"],
                account.band == .adult ? words["account.age_adult"] : words["account.age_of_age"]
            ),
            Fact(words["account.since"], words.moment(account.madeAt), moment: account.madeAt),
        ]
    }
}
