import FoundationEssentials
package import HTTPKit
package import Hummingbird
package import Kernel
import Wire

/// `/cookies.json` and `/.well-known/gpc.json`: what a browser may be given here, and that its signal is honoured.
package struct CookieRoutes: Sendable {
    /// Since when the statement stands.
    private static let statedOn = "2026-11-28"

    private let catalogues: Catalogues
    private let isSecure: Bool

    package init(catalogues: Catalogues, isSecure: Bool) {
        self.catalogues = catalogues
        self.isSecure = isSecure
    }

    package func mount(on router: Router<AppContext>) {
        router.get(RouterPath(Route.cookieList.path), use: list)
        router.get(RouterPath(Route.privacySignal.path), use: signal)
    }

    /// From the registry, which is the only writer of cookies; scripts keep nothing in the browser.
    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let words = catalogues[context.language]
        let entries = RegisteredCookie.allCases.map { CookieBody($0, words, isSecure: isSecure) }
        let body = try JSONEncoder.wire.encode(CookieListBody(entries: entries))
        return .checked(body, as: "application/json; charset=utf-8", for: request)
    }

    @Sendable private func signal(_ request: Request, _ context: AppContext) async throws -> Response {
        let body = PrivacySignalBody(gpc: true, lastUpdate: Self.statedOn)
        return .checked(try JSONEncoder.wire.encode(body), as: "application/json", for: request)
    }
}

extension CookieBody {
    fileprivate init(
        _ cookie: RegisteredCookie,
        _ words: Catalogue,
        isSecure: Bool
    ) {
        self.init(
            name: cookie.name(isSecure: isSecure),
            kind: "cookie",
            group: cookie.kind.rawValue,
            purpose: words[cookie.purposeKey],
            maxAge: cookie.period,
            httpOnly: true,
            secure: isSecure,
            sameSite: "Lax",
            path: "/",
            setWhen: words[cookie.occasionKey]
        )
    }
}
