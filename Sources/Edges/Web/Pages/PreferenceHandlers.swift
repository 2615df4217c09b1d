import Accounts
import HTTPKit
import Hummingbird
import Kernel

extension Web {
    /// Remembers the theme or the language, and returns to the page that the form stood on.
    ///
    /// The form has no token: the origin shows that it is ours, and a page left open for days must still change its colours.
    @Sendable func setPreferences(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await ownForm(request, context)
        let page = ReturnPage(form["return_to"], otherwise: context.language)
        var path = page.path
        if let text = form["language"] {
            guard let chosen = Language(rawValue: text) else {
                throw Problem(.malformedBody, field: "language")
            }
            path = page.path(in: chosen)
            context.cookies.set(.language, to: chosen.rawValue)
        } else {
            guard let theme = form["theme"].flatMap(Theme.init) else {
                throw Problem(.malformedBody, field: "theme")
            }
            remember(theme, context)
        }
        return .redirect(to: path)
    }

    func remember(_ theme: Theme, _ context: AppContext) {
        switch theme {
        case .auto: context.cookies.expire(.theme)
        case .light, .dark: context.cookies.set(.theme, to: theme.rawValue)
        }
    }
}
