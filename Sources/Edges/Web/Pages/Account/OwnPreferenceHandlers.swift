import Accounts
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel

extension Web {
    /// What one has chosen for oneself.
    @Sendable func showPreferences(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let session = context.person?.session else {
            return toSignIn(context, returningTo: .accountPreferences)
        }
        let preferences = try await accounts.preferences(of: session)
        let told = deed(told: try PageQuery(request), at: .accountPreferences, to: session.subject)
        return preferencesPage(request, context, preferences, isSaved: told == .saved)
    }

    /// Keeps the choices with the account, and in this browser.
    @Sendable func changePreferences(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let form = try await checkedForm(request, context)
        return try await answering {
            guard let theme = form["theme"].flatMap(Theme.init) else {
                throw Problem(.malformedBody, field: "theme")
            }
            let now = try await accounts.preferences(of: session)
            let chosen = Preferences(
                language: try Language(chosen: form["language"] ?? ""),
                theme: theme,
                wantsSignInMails: form["sign_in_mails"] == "yes",
                wantsUpdates: form["update_mails"] == "yes",
                wantsNews: now.wantsNews.map { _ in form["news_mails"] == "yes" }
            )
            try await accounts.change(chosen, for: session)
            remember(theme, context)
            context.cookies.set(.language, to: chosen.language.rawValue)
            let page = address(
                of: .accountPreferences,
                telling: .saved,
                to: session.subject,
                in: chosen.language
            )
            return .redirect(to: page)
        } refused: { problem in
            let preferences = try await accounts.preferences(of: session)
            return preferencesPage(request, context, preferences, refusedFor: problem)
        }
    }

    private func preferencesPage(
        _ request: Request,
        _ context: AppContext,
        _ preferences: Preferences,
        isSaved: Bool = false,
        refusedFor problem: Problem? = nil
    ) -> Response {
        let layout = printer.layout(
            request,
            context,
            at: .accountPreferences,
            titled: Message("account.preferences")
        )
        let page = PreferencesPage(
            layout: layout,
            preferences: preferences,
            notice: isSaved ? layout.words["account.saved"] : nil,
            problem: problem.map { ProblemWords($0, layout.words) }
        )
        return printer.print(page, status: problem.map { HTTPResponse.Status(code: $0.status) } ?? .ok)
    }
}
