import Accounts
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel

extension Web {
    /// One's own account; whoever is not signed in comes back here after signing in.
    @Sendable func showAccount(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let session = context.person?.session else { return toSignIn(context, returningTo: .account) }
        return try await accountPage(request, context, session)
    }

    @Sendable func changeProfile(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let form = try await checkedForm(request, context)
        return try await answering {
            try await accounts.change(
                name: form["display_name"].map { text throws(Problem) in try DisplayName(text) },
                language: accounts.account(of: session.subject).language,
                for: session
            )
            return try await accountPage(request, context, session, notice: "account.saved")
        } refused: { problem in
            try await accountPage(request, context, session, refusedFor: problem)
        }
    }

    /// Leads to the sign-in, and from there back.
    func toSignIn(_ context: AppContext, returningTo page: Route) -> Response {
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
        let layout = printer.layout(request, context, at: .account, titled: Message("account.title"))
        let words = layout.words
        let profile = FormPart.profile(account, words)
        let page = AccountPage(
            layout: layout,
            facts: Fact.all(of: account, words),
            profile: problem.map { profile.refused($0, words) } ?? profile,
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
            Fact(words["account.language"], words["language.\(account.language.rawValue)"]),
            Fact(words["signup.country"], words.name(of: account.country)),
            Fact(
                words["account.age"],
                account.band == .adult ? words["account.age_adult"] : words["account.age_of_age"]
            ),
            Fact(words["account.since"], words.moment(account.madeAt), moment: account.madeAt),
            account.terms.map { agreement in
                let values = ["version": agreement.version, "time": words.moment(agreement.at)]
                return Fact(words["terms.page"], words[Message("account.terms", values)])
            },
        ].compactMap(\.self)
    }
}
