import Accounts
import HTTPKit
import Hummingbird
import Kernel

extension Web {
    /// Begins with the age question, before anything else is asked.
    @Sendable func showSignUp(_ request: Request, _ context: AppContext) async throws -> Response {
        agePage(request, context)
    }

    /// Judges the answer, of which nothing is kept; whoever passes goes on to the sign-up.
    @Sendable func answerAge(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await checkedForm(request, context)
        return try await answering {
            let ticket = try answeredAge(form, request, context)
            if let newcomer = newcomer(request) {
                return newcomerPage(request, context, newcomer, ticket: ticket.text)
            }
            return signUpPage(request, context, ticket: ticket.text)
        } refused: { problem in
            switch problem.code {
            case .underAge, .ageBlocked: throw problem
            default: agePage(request, context, form, refusedFor: problem)
            }
        }
    }

    /// Judges the answer to the age question, of which nothing is kept.
    /// - Throws: `Problem` `under_age`, which blocks the browser for a day; `age_blocked`; what is wrong with the answer.
    func answeredAge(_ form: FormBody, _ request: Request, _ context: AppContext) throws -> AgeTicket {
        let answer = try accounts.judge(
            country: form["country"] ?? "",
            birthYear: form["birth_year"].flatMap { Int($0) } ?? 0,
            birthMonth: form["birth_month"].flatMap { Int($0) } ?? 0,
            blockedBy: request.value(of: .ageBlock, isSecure: origins.isSecure),
            at: clock.now()
        )
        switch answer {
        case .passed(let ticket): return ticket
        case .refused(let block):
            context.cookies.set(.ageBlock, to: block.text)
            throw Problem(.underAge)
        }
    }

    @Sendable func signUp(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await checkedForm(request, context)
        return try await answering {
            try guardian.require(.signUp, email: form["email"] ?? "", request, context)
            guard form["accept_terms"] == "yes" else { throw Problem(.termsRequired, field: "accept_terms") }
            let wish = SignUp(
                email: try EmailAddress(typed: form["email"] ?? ""),
                password: try Password(form.exact("password")),
                name: try form["display_name"].map { text throws(Problem) in try DisplayName(text) },
                language: context.language,
                ticket: try accounts.ticket(form["age_ticket"])
            )
            try await accounts.signUp(wish, as: context.person?.visitor)
            return .redirect(to: Links(context.language).page(.signUpSent))
        } refused: { problem in
            guard let ticket = form["age_ticket"], problem.code != .ageTicketInvalid else {
                return agePage(request, context, refusedFor: problem)
            }
            return signUpPage(request, context, ticket: ticket, form, refusedFor: problem)
        }
    }

    @Sendable func showSignUpSent(_ request: Request, _ context: AppContext) async throws -> Response {
        sentPage(request, context, at: .signUpSent, saying: "signup.sent_detail")
    }

    /// The page of the link in the mail: it asks for the password, since the link shows only who reads the mails.
    @Sendable func showConfirm(_ request: Request, _ context: AppContext) async throws -> Response {
        confirmPage(request, context, try linkToken(context))
    }

    @Sendable func confirm(_ request: Request, _ context: AppContext) async throws -> Response {
        let token = try linkToken(context)
        let form = try await checkedForm(request, context)
        return try await answering {
            try guardian.require(link: token, context)
            let signedIn = try await accounts.confirm(
                token,
                password: Password(form.exact("password")),
                traits: ClientTraits(request, context)
            )
            if context.person?.visitor?.subject == signedIn.subject { context.cookies.expire(.visitor) }
            context.cookies.set(.session, to: signedIn.token.secret.reveal())
            let account = try await accounts.account(of: signedIn.subject)
            guardian.remember(deviceOf: account.email.text, context)
            return .redirect(to: Links(context.language).page(.account))
        } refused: { problem in
            guard problem.code != .linkExpired else { throw problem }
            return confirmPage(request, context, token, refusedFor: problem)
        }
    }

    func linkToken(_ context: AppContext) throws(Problem) -> Token {
        guard let token = context.parameters.get("token").flatMap({ Token($0) }) else {
            throw Problem(.linkExpired)
        }
        return token
    }

    func sentPage(
        _ request: Request,
        _ context: AppContext,
        at page: Route,
        saying detail: String
    ) -> Response {
        show(request, context) { words in
            FormSheet(
                page: page,
                title: "signup.sent",
                paragraphs: [detail] + (origins.isLocal ? ["signup.sent_local"] : []),
                links: [words.link(.studio, "problem.to_studio")]
            )
        }
    }

    private func agePage(
        _ request: Request,
        _ context: AppContext,
        _ form: FormBody? = nil,
        refusedFor problem: Problem? = nil
    ) -> Response {
        show(request, context, refusedFor: problem) { words in
            FormSheet(
                page: .signUp,
                title: "signup.page",
                paragraphs: ["signup.intro", "signup.age_why"],
                form: .age(words, form),
                elsewhere: newcomer(request) == nil
                    ? ElsewherePart(openID.providers, words) : ElsewherePart(words),
                links: [words.link(.signIn, "signup.have_account"), words.link(.privacy, "privacy.title")]
            )
        }
    }

    private func signUpPage(
        _ request: Request,
        _ context: AppContext,
        ticket: String,
        _ form: FormBody? = nil,
        refusedFor problem: Problem? = nil
    ) -> Response {
        show(request, context, refusedFor: problem) { words in
            FormSheet(
                page: .signUp,
                title: "signup.page",
                paragraphs: context.person?.visitor == nil ? [] : ["signup.takes_along"],
                form: .signUp(words, ticket: ticket, form)
            )
        }
    }

    private func confirmPage(
        _ request: Request,
        _ context: AppContext,
        _ token: Token,
        refusedFor problem: Problem? = nil
    ) -> Response {
        show(request, context, refusedFor: problem) { words in
            FormSheet(
                page: .confirm(token),
                title: "confirm.page",
                paragraphs: ["confirm.detail"],
                form: .confirm(words, token: token)
            )
        }
    }
}
