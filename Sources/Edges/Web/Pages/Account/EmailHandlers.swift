import Accounts
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel

extension Web {
    /// The address of one's account, and the one that it shall have.
    @Sendable func showEmail(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let session = context.person?.session else {
            return toSignIn(context, returningTo: .accountEmail)
        }
        return try await emailPage(request, context, session)
    }

    /// Answers alike whether the new address has an account or not.
    @Sendable func changeEmail(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let form = try await checkedForm(request, context)
        return try await answering {
            let email = try EmailAddress(typed: form["email"] ?? "")
            let fresh = try await proven(session, by: form, context)
            try guardian.require(.reset, email: email.text, request, context)
            try await accounts.requestEmailChange(
                to: email,
                for: fresh,
                from: ClientTraits(request, context)
            )
            return .redirect(to: Links(context.language).page(.accountEmail))
        } refused: { problem in
            try await emailPage(request, context, session, form, refusedFor: problem)
        }
    }

    @Sendable func stopEmail(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        _ = try await checkedForm(request, context)
        try await accounts.stopEmailChange(for: session, from: ClientTraits(request, context))
        return .redirect(to: Links(context.language).page(.accountEmail))
    }

    /// The page of the link to the old address: one agrees there, or stops it.
    @Sendable func showOldEmail(_ request: Request, _ context: AppContext) async throws -> Response {
        let token = try linkToken(context)
        return agreementPage(request, context, token, at: .oldEmail(token))
    }

    /// The page of the link to the new address.
    @Sendable func showNewEmail(_ request: Request, _ context: AppContext) async throws -> Response {
        let token = try linkToken(context)
        return agreementPage(request, context, token, at: .newEmail(token))
    }

    @Sendable func agreeFromOldEmail(_ request: Request, _ context: AppContext) async throws -> Response {
        try await agree(at: .old, request, context)
    }

    @Sendable func agreeFromNewEmail(_ request: Request, _ context: AppContext) async throws -> Response {
        try await agree(at: .new, request, context)
    }

    @Sendable func stopFromOldEmail(_ request: Request, _ context: AppContext) async throws -> Response {
        let token = try linkToken(context)
        _ = try await checkedForm(request, context)
        try guardian.require(link: token, context)
        try await accounts.stopEmailChange(by: token, from: ClientTraits(request, context))
        return show(request, context) { words in
            FormSheet(
                page: .accountEmail,
                title: "email.stopped",
                paragraphs: ["email.stopped_detail"],
                links: [words.link(.reset, "login.forgotten"), words.link(.account, "account.title")]
            )
        }
    }

    private func agree(
        at end: EmailChange.End,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        let token = try linkToken(context)
        _ = try await checkedForm(request, context)
        try guardian.require(link: token, context)
        let agreement = try await accounts.agreeToEmailChange(
            by: token,
            at: end,
            from: ClientTraits(request, context)
        )
        return show(request, context) { words in
            let link = words.link(.account, "account.title")
            return switch (agreement, end) {
            case (.changed, _):
                FormSheet(
                    page: .accountEmail,
                    title: "email.changed",
                    paragraphs: ["email.changed_detail"],
                    links: [link]
                )
            case (.waiting, .old):
                FormSheet(
                    page: .accountEmail,
                    title: "email.agreed",
                    paragraphs: ["email.waits_for_new"],
                    links: [link]
                )
            case (.waiting, .new):
                FormSheet(
                    page: .accountEmail,
                    title: "email.agreed",
                    paragraphs: ["email.waits_for_old"],
                    links: [link]
                )
            }
        }
    }

    private func agreementPage(
        _ request: Request,
        _ context: AppContext,
        _ token: Token,
        at page: Route
    ) -> Response {
        let layout = printer.layout(request, context, at: page, titled: Message("email.agreement"))
        return printer.print(AgreementPage(layout: layout, token: token))
    }

    private func emailPage(
        _ request: Request,
        _ context: AppContext,
        _ session: Session,
        _ form: FormBody? = nil,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let account = try await accounts.account(of: session.subject)
        let change = try await accounts.emailChange(of: session)
        let layout = printer.layout(request, context, at: .accountEmail, titled: Message("account.email"))
        let words = layout.words
        let fields = FormPart.changeEmail(words, account, form)
        let page = EmailPage(
            layout: layout,
            address: account.email.text,
            change: change.map { EmailChangePart($0, words) },
            form: problem.map { fields.refused($0, words) } ?? fields,
            contact: provider.contact?.text
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
