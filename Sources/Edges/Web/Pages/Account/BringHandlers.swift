import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Purposes
import Studio

extension Web {
    /// Begins a session in a browser: its cookie, what its person has chosen, and on to the page that was wanted; if something
    /// was made here before, to the question whether it shall come along.
    ///
    /// Every way to sign in ends here.
    func welcome(
        _ signedIn: SignedIn,
        returningTo page: String?,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        context.cookies.set(.session, to: signedIn.token.secret.reveal())
        if request.value(of: .secondStep, isSecure: origins.isSecure) != nil {
            context.cookies.expire(.secondStep)
        }
        let account = try await accounts.account(of: signedIn.subject)
        guardian.remember(deviceOf: account.email.text, context)
        let language = apply(account.preferences, request, context)
        let next = ReturnPage(page, otherwise: language).path(in: language)
        guard try await visitorWithWork(request) != nil else { return .redirect(to: next) }
        return .redirect(to: "\(Links(language).page(.accountBring))?return_to=\(next)")
    }

    /// Asks whether what was made here before the sign-in shall come into the account.
    @Sendable func askToBring(_ request: Request, _ context: AppContext) async throws -> Response {
        guard context.person?.session != nil else { return toSignIn(context, returningTo: .accountBring) }
        let next = ReturnPage(try PageQuery(request)["return_to"], otherwise: context.language).path
        guard let (_, belongings) = try await visitorWithWork(request) else { return .redirect(to: next) }
        let layout = printer.layout(request, context, at: .accountBring, titled: Message("bring.page"))
        return printer.print(BringPage(layout: layout, belongings: belongings, next: next))
    }

    /// Brings it, or leaves it where it is.
    @Sendable func bring(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let form = try await checkedForm(request, context)
        let next = ReturnPage(form["return_to"], otherwise: context.language).path
        switch form["choice"] {
        case "leave":
            return .redirect(to: next)
        case "bring":
            if let (visitor, belongings) = try await visitorWithWork(request) {
                try await accounts.bring(
                    visitor,
                    into: session,
                    pictures: belongings.pictures,
                    from: ClientTraits(request, context)
                )
            }
            context.cookies.expire(.visitor)
            return .redirect(to: Links(context.language).page(.gallery))
        default:
            throw Problem(.malformedBody, field: "choice")
        }
    }

    /// What the account says about theme and language, for a browser that has chosen none.
    /// - Returns: the language to go on in.
    private func apply(
        _ preferences: Preferences,
        _ request: Request,
        _ context: AppContext
    ) -> Language {
        let isSecure = origins.isSecure
        if let theme = preferences.theme, request.value(of: .theme, isSecure: isSecure) == nil {
            remember(theme, context)
        }
        guard preferences.language != context.language,
            request.value(of: .language, isSecure: isSecure) == nil
        else { return context.language }
        context.cookies.set(.language, to: preferences.language.rawValue)
        return preferences.language
    }

    /// The visitor whose cookie came beside the session's, if they have made anything.
    private func visitorWithWork(_ request: Request) async throws -> (Visitor, Belongings)? {
        guard let token = request.value(of: .visitor, isSecure: origins.isSecure).flatMap({ Token($0) }),
            let visitor = try await accounts.recognise(token)
        else { return nil }
        let permit = try await gate.permit(ProvideService.self, for: visitor.subject)
        let belongings = try await studio.belongings(under: permit)
        return belongings.isEmpty ? nil : (visitor, belongings)
    }
}
