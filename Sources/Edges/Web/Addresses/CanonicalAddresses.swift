package import HTTPKit
package import Hummingbird
import Kernel

/// Leads every other spelling of a page's address to the one that we use: `/zh-TW/…` and a slash at the end; and an address
/// without a language to the one that its reader chose.
package struct CanonicalAddresses: RouterMiddleware {
    private let isSecure: Bool

    package init(isSecure: Bool) {
        self.isSecure = isSecure
    }

    package func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        guard [.get, .head].contains(request.method), let address = PageAddress(path: path) else {
            return try await next(request, context)
        }
        let query = request.uri.query.map { "?\($0)" } ?? ""
        if address.path != path {
            return Response(status: .permanentRedirect, headers: [.location: address.path + query])
        }
        let chosen = request.value(of: .language, isSecure: isSecure).flatMap(Language.init) ?? .english
        if address.language == .english, chosen != .english {
            let headers: HTTPFields = [.location: address.page.path(in: chosen) + query, .vary: "Cookie"]
            return Response(status: .temporaryRedirect, headers: headers)
        }
        return try await next(request, context)
    }
}
