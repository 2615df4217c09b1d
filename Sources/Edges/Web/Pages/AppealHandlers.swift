import Accounts
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Moderation

extension Web {
    /// What was decided about whoever asks.
    @Sendable func showDecisions(_ request: Request, _ context: AppContext) async throws -> Response {
        let layout = printer.layout(request, context, at: .decisions, titled: Message("decisions.page"))
        var (sheets, looks): ([DecisionSheet], [ActivityLine]) = ([], [])
        if let person = context.person {
            sheets = try await moderation.decisions(about: person.subject, in: context.language)
            if let visitor = person.visitor { looks = try await accounts.looks(at: visitor) }
        }
        return printer.print(
            DecisionsPage(
                layout: layout,
                heading: layout.words["decisions.page"],
                intro: layout.words[sheets.isEmpty ? "decisions.nothing" : "decisions.intro"],
                decisions: sheets.map { DecisionPart($0, layout.words) },
                looks: looks.map { ActivityPart($0, layout.words) }
            )
        )
    }

    @Sendable func showAppeal(_ request: Request, _ context: AppContext) async throws -> Response {
        try await appealPage(request, context, try appealLink(context))
    }

    /// Takes an appeal; the studio's form comes here first, to bring the prompt that was refused.
    @Sendable func appeal(_ request: Request, _ context: AppContext) async throws -> Response {
        let link = try appealLink(context)
        let form = try await checkedForm(request, context)
        guard form["step"] == "send" else { return try await appealPage(request, context, link, form) }
        do {
            let appeal = try Appeal(
                text: form["text"] ?? "",
                prompt: try form["prompt"].map { text throws(Problem) in try Prompt(text) },
                email: try form["email"].map { text throws(Problem) in try EmailAddress(typed: text) },
                language: context.language
            )
            try reports.require(about: link.decision.text, context)
            try await moderation.appeal(by: link, appeal)
            return .redirect(to: Links(context.language).page(.appeal(link)))
        } catch {
            let problem = Problem(error)
            guard problem.status < 500, problem.code != .notFound else { throw error }
            return try await appealPage(request, context, link, form, refusedFor: problem)
        }
    }

    private func appealPage(
        _ request: Request,
        _ context: AppContext,
        _ link: AppealLink,
        _ form: FormBody? = nil,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let sheet = try await moderation.decision(by: link, in: context.language)
        let layout = printer.layout(request, context, at: .appeal(link), titled: Message("appeal.page"))
        let words = layout.words
        let asked = FormPart.appeal(words, sheet, asksForAddress: context.person?.session == nil, form)
        let page = DecisionsPage(
            layout: layout,
            heading: words["appeal.page"],
            intro: sheet.canBeAppealed ? words["appeal.intro"] : nil,
            decisions: [DecisionPart(sheet, words).withoutLink],
            form: sheet.canBeAppealed ? problem.map { asked.refused($0, words) } ?? asked : nil
        )
        return printer.print(page, status: problem.map { HTTPResponse.Status(code: $0.status) } ?? .ok)
    }

    private func appealLink(_ context: AppContext) throws(Problem) -> AppealLink {
        guard let link = context.parameters.get("link").flatMap({ AppealLink($0) }) else {
            throw Problem(.notFound)
        }
        return link
    }
}

extension DecisionPart {
    /// For the page that the link leads to.
    fileprivate var withoutLink: DecisionPart {
        DecisionPart(title: title, reason: reason, facts: facts, state: state, appealURL: nil)
    }
}
