import HTTPKit
import Hummingbird
import Kernel

extension Web {
    /// Remembers the theme or the language, and returns to the page that the form stood on.
    ///
    /// The form has no token: the origin shows that it is ours, and a page left open for days must still change its colours.
    @Sendable func setPreferences(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await ownForm(request)
        let page = ReturnPage(form["return_to"], otherwise: context.language)
        var path = page.path
        if let text = form["language"] {
            guard let chosen = Language(rawValue: text) else {
                throw Problem(.malformedBody, field: "language")
            }
            path = page.path(in: chosen)
            context.cookies.set(.language, to: chosen.rawValue)
        } else {
            try remember(form["theme"], context)
        }
        return .redirect(to: path)
    }

    private func remember(_ text: String?, _ context: AppContext) throws(Problem) {
        switch text.flatMap(Theme.init) {
        case .auto: context.cookies.expire(.theme)
        case .light: context.cookies.set(.theme, to: Theme.light.rawValue)
        case .dark: context.cookies.set(.theme, to: Theme.dark.rawValue)
        case nil: throw Problem(.malformedBody, field: "theme")
        }
    }
}
