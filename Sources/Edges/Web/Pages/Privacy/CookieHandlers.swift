import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Privacy
import Purposes

extension Web {
    @Sendable func showCookies(_ request: Request, _ context: AppContext) async throws -> Response {
        let visitor = context.person?.visitor?.subject
        let own = try await choices.objections(of: context.chooser, as: visitor)
        let words = printer.words(in: context.language)
        let query = try PageQuery(request)
        let interests = choices.policy.purposes(on: .legitimateInterests).map(\.key)
        return printer.print(
            CookiesPage(
                layout: printer.layout(request, context, at: .cookies, titled: Message("cookies.page")),
                isAccount: context.chooser.isAccount,
                isSecure: origins.isSecure,
                consents: context.standings.map { ConsentPart($0, words) },
                objections: interests.map { purpose in
                    ObjectionPart(
                        purpose,
                        own.first { $0.purpose == purpose },
                        balancing: choices.policy.balancing[purpose]?.summary[context.language] ?? "",
                        words
                    )
                },
                notice: query["done"] == nil ? nil : words["cookies.done"]
            )
        )
    }

    /// Takes a decision, and returns to the page that asked.
    ///
    /// The form has no token: the origin shows that it is ours, and a page left open for days must still take a refusal.
    @Sendable func chooseCookies(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await ownForm(request, context)
        guard let choice = form["choice"].flatMap(CookieChoice.init) else {
            throw Problem(.malformedBody, field: "choice")
        }
        guard let purpose = form["purpose"], choices.policy.byKey[purpose] != nil else {
            throw Problem(.purposeUnknown, field: "purpose")
        }
        let method: ChoiceMethod = form["return_to"] == nil ? .choicePage : .asked
        switch choice {
        case .allow:
            if let answer = try await allow(purpose, by: method, form, request, context) { return answer }
        case .refuse: try await refuse(purpose, by: method, request, context)
        case .object: try await choiceDesk.object(to: purpose, by: method, request, context)
        case .withdrawObjection: try await choiceDesk.withdrawObjection(to: purpose, request, context)
        }
        let page = form["return_to"].map { ReturnPage($0, otherwise: context.language).path }
        return .redirect(to: page ?? "\(Links(context.language).page(.cookies))?done=1")
    }

    /// Gives a consent; whoever has no account answers the age question before it, on a page of its own.
    /// - Returns: that page, while it is not answered.
    private func allow(
        _ purpose: String,
        by method: ChoiceMethod,
        _ form: FormBody,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response? {
        guard !context.chooser.isAccount else {
            _ = try await choiceDesk.choose(true, purpose, by: method, request, context)
            return nil
        }
        guard form.names.contains("birth_year") else { return agePage(request, context, before: form) }
        let ticket: AgeTicket
        do {
            ticket = try answeredAge(form, request, context)
        } catch let problem as Problem where ![Problem.Code.underAge, .ageBlocked].contains(problem.code) {
            return agePage(request, context, before: form, refusedFor: problem)
        }
        _ = try await choiceDesk.choose(
            true,
            purpose,
            by: method,
            ageTicket: ticket.text,
            request,
            context
        )
        return nil
    }

    private func agePage(
        _ request: Request,
        _ context: AppContext,
        before form: FormBody,
        refusedFor problem: Problem? = nil
    ) -> Response {
        show(request, context, refusedFor: problem) { words in
            FormSheet(
                page: .cookies,
                title: "cookies.age_page",
                paragraphs: ["cookies.age_why"],
                form: .age(
                    words,
                    form,
                    to: .cookies,
                    carrying: ["choice", "purpose", "return_to"].compactMap { name in
                        form[name].map { HiddenField(name: name, value: $0) }
                    }
                ),
                links: [words.link(.cookies, "cookies.page")]
            )
        }
    }

    /// Refusing what was allowed takes it back: one button for both, as for allowing.
    private func refuse(
        _ purpose: String,
        by method: ChoiceMethod,
        _ request: Request,
        _ context: AppContext
    ) async throws {
        let newest = try await choices.standings(of: context.chooser).first { $0.purpose == purpose }?.newest
        if newest?.state == .given {
            try await choiceDesk.withdraw(purpose, by: method, request, context)
        } else {
            _ = try await choiceDesk.choose(false, purpose, by: method, request, context)
        }
    }
}
