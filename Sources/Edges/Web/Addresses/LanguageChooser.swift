package import HTTPKit
package import Hummingbird
import Kernel

/// Sets the language that answers are worded in: a page's by its address, a program's by `lang` or `Accept-Language`.
///
/// It stands outside the problem renderer, which words refusals in that language.
package struct LanguageChooser: RouterMiddleware {
    package init() {}

    package func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.language =
            switch Surface(of: request) {
            case .pages: PageAddress.language(of: request.uri.path)
            case .programs: Self.language(for: request)
            }
        return try await next(request, context)
    }

    /// `lang` before the header: a browser's event source cannot set one.
    private static func language(for request: Request) -> Language {
        request.uri.queryParameters["lang"].flatMap { Language(tag: $0) }
            ?? Language(accepting: request.headers[.acceptLanguage] ?? "")
    }
}
