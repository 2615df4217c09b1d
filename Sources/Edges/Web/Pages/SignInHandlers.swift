import Accounts
import HTTPKit
import Hummingbird
import Kernel

extension Web {
    @Sendable func showSignIn(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try PageQuery(request)
        return signInPage(request, context, returningTo: query["return_to"])
    }

    @Sendable func signIn(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await checkedForm(request, context)
        return try await answering {
            let email = form["email"] ?? ""
            try guardian.require(.signIn, email: email, request, context)
            let entry = try await accounts.signIn(
                email: email,
                password: Password(form.exact("password")),
                traits: ClientTraits(request, context)
            )
            return try await answer(to: entry, returningTo: form["return_to"], request, context)
        } refused: { problem in
            signInPage(request, context, returningTo: form["return_to"], form, refusedFor: problem)
        }
    }

    /// Ends the session here and on the server, and has the browser forget what it kept.
    @Sendable func signOut(_ request: Request, _ context: AppContext) async throws -> Response {
        _ = try await checkedForm(request, context)
        if let session = context.person?.session { try await accounts.end(session.id, for: session) }
        context.cookies.expire(.session)
        var answer = Response.redirect(to: Links(context.language).page(.studio))
        answer.clear(.signOut, at: origins)
        return answer
    }

    @Sendable func showReset(_ request: Request, _ context: AppContext) async throws -> Response {
        resetPage(request, context)
    }

    /// Answers alike whether the address has an account or not.
    @Sendable func reset(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await checkedForm(request, context)
        return try await answering {
            let email = try EmailAddress(typed: form["email"] ?? "")
            try guardian.require(.reset, email: email.text, request, context)
            try await accounts.requestReset(of: email, in: context.language)
            return .redirect(to: Links(context.language).page(.resetSent))
        } refused: { problem in
            resetPage(request, context, form, refusedFor: problem)
        }
    }

    @Sendable func showResetSent(_ request: Request, _ context: AppContext) async throws -> Response {
        sentPage(request, context, at: .resetSent, saying: "reset.sent_detail")
    }

    @Sendable func showNewPassword(_ request: Request, _ context: AppContext) async throws -> Response {
        newPasswordPage(request, context, try linkToken(context))
    }

    @Sendable func setNewPassword(_ request: Request, _ context: AppContext) async throws -> Response {
        let token = try linkToken(context)
        let form = try await checkedForm(request, context)
        return try await answering {
            try guardian.require(link: token, context)
            try await accounts.reset(
                by: token,
                to: Password(form.exact("password")),
                from: ClientTraits(request, context)
            )
            return .redirect(to: Links(context.language).page(.signIn))
        } refused: { problem in
            guard problem.code != .linkExpired else { throw problem }
            return newPasswordPage(request, context, token, refusedFor: problem)
        }
    }

    private func signInPage(
        _ request: Request,
        _ context: AppContext,
        returningTo page: String?,
        _ form: FormBody? = nil,
        refusedFor problem: Problem? = nil
    ) -> Response {
        let page = page.flatMap { PageAddress(path: $0) }?.path
        return show(request, context, refusedFor: problem) { words in
            FormSheet(
                page: .signIn,
                title: "login.page",
                form: .signIn(words, returningTo: page, form),
                elsewhere: ElsewherePart(openID.providers, returningTo: page, words),
                passkey: accounts.hasPasskeys
                    ? .signing(
                        words["login.passkey"],
                        options: .passkeySignInOptions,
                        finish: .passkeySignIn,
                        next: ReturnPage(page, otherwise: context.language).path
                    ) : nil,
                messages: [
                    Message(
                        "cookies.needs_session",
                        ["name": RegisteredCookie.session.name(isSecure: origins.isSecure)]
                    )
                ],
                links: [words.link(.reset, "login.forgotten"), words.link(.signUp, "login.no_account")]
            )
        }
    }

    private func resetPage(
        _ request: Request,
        _ context: AppContext,
        _ form: FormBody? = nil,
        refusedFor problem: Problem? = nil
    ) -> Response {
        show(request, context, refusedFor: problem) { words in
            FormSheet(
                page: .reset,
                title: "reset.page",
                paragraphs: ["reset.detail"],
                form: .reset(words, form)
            )
        }
    }

    private func newPasswordPage(
        _ request: Request,
        _ context: AppContext,
        _ token: Token,
        refusedFor problem: Problem? = nil
    ) -> Response {
        show(request, context, refusedFor: problem) { words in
            FormSheet(
                page: .newPassword(token),
                title: "reset.new",
                paragraphs: ["reset.new_detail"],
                form: .newPassword(words, token: token)
            )
        }
    }
}
