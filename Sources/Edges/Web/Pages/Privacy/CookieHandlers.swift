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
        case .allow: _ = try await choiceDesk.choose(true, purpose, by: method, request, context)
        case .refuse: try await refuse(purpose, by: method, request, context)
        case .object: try await choiceDesk.object(to: purpose, by: method, request, context)
        case .withdrawObjection: try await choiceDesk.withdrawObjection(to: purpose, request, context)
        }
        let page = form["return_to"].map { ReturnPage($0, otherwise: context.language).path }
        return .redirect(to: page ?? "\(Links(context.language).page(.cookies))?done=1")
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
