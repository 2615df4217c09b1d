import Accounts
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel

extension Web {
    /// Where one's password is changed and one's sessions are ended.
    @Sendable func showSecurity(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let session = context.person?.session else {
            return toSignIn(context, returningTo: .accountSecurity)
        }
        return try await securityPage(request, context, session)
    }

    /// Changes the password of somebody who says the old one, and signs out everywhere else.
    @Sendable func changePassword(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let form = try await checkedForm(request, context)
        do {
            let fresh = try await proven(session, by: form, context)
            try await accounts.change(
                password: Password(form.exact("password")),
                for: fresh,
                from: ClientTraits(request, context)
            )
            return try await securityPage(request, context, fresh, notice: "account.password_changed")
        } catch let problem as Problem where problem.status < 500 {
            guard problem.code != .reauthenticate else { throw problem }
            return try await securityPage(request, context, session, refusedFor: problem)
        }
    }

    @Sendable func endSession(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        _ = try await checkedForm(request, context)
        try await accounts.end(context.id("id"), for: session)
        return .redirect(to: Links(context.language).page(.accountSecurity))
    }

    @Sendable func endOtherSessions(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        _ = try await checkedForm(request, context)
        _ = try await accounts.endOthers(than: session)
        return .redirect(to: Links(context.language).page(.accountSecurity))
    }

    /// The session of somebody who has shown, before something sensitive, that it is them: by their password in
    /// `current_password`; whoever has none, by having signed in just now.
    /// - Throws: `Problem` `credentials_wrong`, `quota-exceeded`, `reauthenticate`.
    func proven(
        _ session: Session,
        by form: FormBody,
        _ context: AppContext
    ) async throws -> Session {
        guard try await accounts.account(of: session.subject).hasPassword else {
            try accounts.requireFresh(session)
            return session
        }
        try guardian.require(proofIn: session, context)
        let token = try await accounts.prove(session, password: Password(form.exact("current_password")))
        context.cookies.set(.session, to: token.secret.reveal())
        guard let fresh = try await accounts.session(token) else { throw Problem(.signInRequired) }
        return fresh
    }

    func securityPage(
        _ request: Request,
        _ context: AppContext,
        _ session: Session,
        notice: String? = nil,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let factors = try await accounts.secondFactors(of: session.subject)
        let passkeys = try await accounts.passkeys(of: session)
        let sessions = try await accounts.sessions(of: session)
        let layout = printer.layout(
            request,
            context,
            at: .accountSecurity,
            titled: Message("account.security")
        )
        let words = layout.words
        let password = FormPart.changePassword(words)
        let page = SecurityPage(
            layout: layout,
            factors: FactorsPart(
                factors,
                passkeys: accounts.hasPasskeys || !passkeys.isEmpty ? passkeys : nil,
                isFresh: session.isFresh(at: clock.now()),
                words
            ),
            password: problem.map { password.refused($0, words) } ?? password,
            sessions: sessions.map { SessionPart($0, isCurrent: $0.id == session.id, words) },
            notice: notice.map { words[$0] }
        )
        return printer.print(page, status: problem.map { HTTPResponse.Status(code: $0.status) } ?? .ok)
    }
}
