import Accounts
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel

extension Web {
    /// What a page with a form says.
    struct FormSheet {
        let page: Route
        /// The string catalogue's key of its title and heading.
        let title: String
        var paragraphs: [String] = []
        var form: FormPart?
        var elsewhere: ElsewherePart?
        var passkey: PasskeyPart?
        var notes: [String] = []
        /// Notes that name something.
        var messages: [Message] = []
        var links: [PageLink] = []
    }

    /// Prints a page with a form; a refused one comes back with the reason.
    func show(
        _ request: Request,
        _ context: AppContext,
        refusedFor problem: Problem? = nil,
        status: HTTPResponse.Status? = nil,
        _ sheet: (Catalogue) -> FormSheet
    ) -> Response {
        let words = printer.words(in: context.language)
        let sheet = sheet(words)
        let layout = printer.layout(request, context, at: sheet.page, titled: Message(sheet.title))
        let form = problem.map { problem in sheet.form?.refused(problem, words) } ?? sheet.form
        let page = FormPage(
            layout: layout,
            heading: words[sheet.title],
            paragraphs: sheet.paragraphs.map { words[$0] },
            form: form,
            elsewhere: sheet.elsewhere,
            passkey: sheet.passkey,
            notes: sheet.notes.map { words[$0] } + sheet.messages.map { words[$0] },
            links: sheet.links
        )
        let refusal = problem.map { HTTPResponse.Status(code: $0.status) }
        var answer = printer.print(page, status: status ?? refusal ?? .ok)
        answer.headers[.retryAfter] = problem?.retryAfter
        if let problem { context.limits.note(problem) }
        return answer
    }

    /// A form of ours that was made for whoever sends it.
    /// - Throws: `Problem` `origin_refused`, `form_expired`, or whatever makes the body unreadable.
    func checkedForm(_ request: Request, _ context: AppContext) async throws -> FormBody {
        let form = try await ownForm(request, context)
        try tokens.check(form["csrf"], for: context.person?.subject)
        return form
    }

    /// Does what a form asks for; a refusal in the sender's hands comes back on the form's page.
    ///
    /// Whoever has to show first that it is them is led there instead.
    func answering(
        _ act: () async throws -> Response,
        refused: (Problem) async throws -> Response
    ) async throws -> Response {
        do {
            return try await act()
        } catch {
            let problem = Problem(error)
            guard problem.status < 500, problem.code != .reauthenticate else { throw error }
            return try await refused(problem)
        }
    }
}

extension Catalogue {
    func link(_ page: Route, _ key: String) -> PageLink {
        PageLink(url: Links(language).page(page), label: self[key])
    }
}
