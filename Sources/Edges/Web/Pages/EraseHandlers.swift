import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Privacy
import Studio

extension Web {
    /// Says what is stored about the asker, and asks whether it shall go.
    @Sendable func askToErase(_ request: Request, _ context: AppContext) async throws -> Response {
        if context.person?.session != nil {
            return .redirect(to: Links(context.language).page(.accountClose))
        }
        let layout = printer.layout(request, context, at: .erase, titled: Message("erase.page"))
        guard context.person != nil else { return printer.print(ErasePage(layout, pictures: nil)) }
        let pictures = try await studio.count(holding: nil, under: permit(context))
        return printer.print(ErasePage(layout, pictures: pictures))
    }

    /// Erases the asker, and has the browser forget the cookie and whatever it kept.
    ///
    /// Somebody of whom nothing is stored gets the same answer: they may have asked twice.
    @Sendable func erase(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await ownForm(request, context)
        if let person = context.person {
            try tokens.check(form["csrf"], for: person.subject)
            if let session = person.session { return try await close(session, by: form, context) }
            return try await removed(
                privacy.remove(.everything, of: person.subject, after: .none),
                context
            )
        }
        context.cookies.expire(.visitor)
        var response = Response.redirect(to: Links(context.language).page(.erased))
        response.clear(.erasure, at: origins)
        return response
    }

    @Sendable func showErased(_ request: Request, _ context: AppContext) async throws -> Response {
        printer.print(
            ErasedPage(layout: printer.layout(request, context, at: .erased, titled: Message("erased.page")))
        )
    }
}
