import Accounts
import HTTPKit
import Hummingbird
import Kernel

/// Signing in with providers, and which of them open one's account.
extension Web {
    /// Sends somebody to a provider; only a link on a page of ours starts it.
    @Sendable func departToProvider(_ request: Request, _ context: AppContext) async throws -> Response {
        let signIn = Links(context.language).page(.signIn)
        guard !origins.isForeign(request) else { return .redirect(to: signIn) }
        let (id, query) = (try provider(context), try PageQuery(request))
        try guardian.requireCeremony(context)
        let errand = try errand(query["errand"], context)
        let page = ReturnPage(query["return_to"], otherwise: context.language)
        let departure = try await believing {
            try await openID.begin(id, on: errand, returningTo: page.path)
        }
        context.cookies.set(.openID, to: departure.cookie.reveal())
        return .redirect(to: departure.address)
    }

    /// Where a provider sends people back to.
    @Sendable func arriveFromProvider(_ request: Request, _ context: AppContext) async throws -> Response {
        let id = try provider(context)
        let cookie = request.value(of: .openID, isSecure: origins.isSecure)
        if cookie != nil { context.cookies.expire(.openID) }
        try guardian.requireCeremony(context)
        let identity = try await believing {
            try await openID.finish(request.uri.query ?? "", cookie: cookie, at: id)
        }
        let page = ReturnPage(identity.page, otherwise: context.language)
        if case .connect = identity.errand {
            let session = try context.requireSession()
            try await believing {
                try await accounts.connect(identity, to: session, from: ClientTraits(request, context))
            }
            return .redirect(to: page.path)
        }
        return try await enter(by: identity, to: page, request, context)
    }

    /// Opens the account of a newcomer who passed the age question.
    @Sendable func signUpByProvider(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await checkedForm(request, context)
        guard let newcomer = newcomer(request) else { throw Problem(.openIDFailed) }
        return try await answering {
            guard form["accept_terms"] == "yes" else { throw Problem(.termsRequired, field: "accept_terms") }
            let wish = ProviderSignUp(
                name: try form["display_name"].map { text throws(Problem) in try DisplayName(text) },
                language: context.language,
                ticket: try accounts.ticket(form["age_ticket"])
            )
            let signedIn = try await accounts.signUp(
                by: newcomer.identity,
                as: wish,
                visitor: context.person?.visitor,
                traits: ClientTraits(request, context)
            )
            context.cookies.expire(.newcomer)
            if context.person?.visitor?.subject == signedIn.subject { context.cookies.expire(.visitor) }
            return try await welcome(
                signedIn,
                returningTo: Links(context.language).page(.account),
                request,
                context
            )
        } refused: { problem in
            guard let ticket = form["age_ticket"], problem.field != nil else { throw problem }
            return newcomerPage(request, context, newcomer, ticket: ticket, form, refusedFor: problem)
        }
    }

    /// Forgets a newcomer who would rather sign up with a password.
    @Sendable func forgetNewcomer(_ request: Request, _ context: AppContext) async throws -> Response {
        _ = try await checkedForm(request, context)
        context.cookies.expire(.newcomer)
        return .redirect(to: Links(context.language).page(.signUp))
    }

    /// Which providers open one's account.
    @Sendable func showProviders(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let session = context.person?.session else { return toSignIn(context, returningTo: .providers) }
        return try await providersPage(request, context, session)
    }

    @Sendable func disconnectProvider(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        _ = try await checkedForm(request, context)
        let id = try provider(context)
        do {
            try await accounts.disconnect(id, for: session, from: ClientTraits(request, context))
            return .redirect(to: Links(context.language).page(.providers))
        } catch let problem as Problem where problem.code == .lastWayIn {
            return try await providersPage(request, context, session, refusedFor: problem)
        }
    }

    /// Whom a sealed cookie leads through the sign-up.
    func newcomer(_ request: Request) -> Newcomer? {
        openID.newcomer(request.value(of: .newcomer, isSecure: origins.isSecure))
    }

    func newcomerPage(
        _ request: Request,
        _ context: AppContext,
        _ newcomer: Newcomer,
        ticket: String,
        _ form: FormBody? = nil,
        refusedFor problem: Problem? = nil
    ) -> Response {
        show(request, context, refusedFor: problem) { words in
            FormSheet(
                page: .signUp,
                title: "signup.page",
                paragraphs: context.person?.visitor == nil ? [] : ["signup.takes_along"],
                form: .signUp(words, by: newcomer, nameOf: nameOfProvider, ticket: ticket, form),
                elsewhere: ElsewherePart(words)
            )
        }
    }

    private func nameOfProvider(_ id: OpenIDProvider.ID) -> String {
        openID.providers.first { $0.id == id }?.name ?? id.text
    }

    private func enter(
        by identity: OpenIDIdentity,
        to page: ReturnPage,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        switch try await accounts.enter(by: identity, traits: ClientTraits(request, context)) {
        case .known(let entry):
            // Coming in anew leaves no second session behind.
            if let old = context.person?.session, entry.signedIn?.subject == old.subject {
                try await accounts.end(old.id, for: old)
            }
            return try await answer(to: entry, returningTo: page.path, request, context)
        case .newcomer:
            context.cookies.set(.newcomer, to: try openID.welcome(identity).reveal())
            return .redirect(to: Links(page.language).page(.signUp))
        }
    }

    private func errand(_ text: String?, _ context: AppContext) throws -> OpenIDErrand {
        switch text {
        case nil: return .signIn
        case "connect":
            let session = try context.requireSession()
            try accounts.requireFresh(session)
            return .connect(session.subject)
        case "prove": return .prove(try context.requireSession().subject)
        default: throw Problem(.malformedParameter, field: "errand")
        }
    }

    private func provider(_ context: AppContext) throws(Problem) -> OpenIDProvider.ID {
        guard let id = context.parameters.get("provider").flatMap({ OpenIDProvider.ID($0) }),
            openID.providers.contains(where: { $0.id == id })
        else { throw Problem(.notFound) }
        return id
    }

    /// Tells people one and the same, whatever made a provider's word worthless.
    private func believing<Value>(_ step: () async throws -> Value) async throws -> Value {
        do {
            return try await step()
        } catch let failure as OpenIDFailure {
            throw failure.problem
        }
    }

    private func providersPage(
        _ request: Request,
        _ context: AppContext,
        _ session: Session,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let connections = try await accounts.connections(of: session)
        let layout = printer.layout(request, context, at: .providers, titled: Message("providers.title"))
        let page = ProvidersPage(
            layout: layout,
            providers: openID.providers.map { provider in
                let connection = connections.first { $0.provider == provider.id }
                return ProviderPart(provider, connection, layout.words)
            },
            problem: problem.map { ProblemWords($0, layout.words) }
        )
        return printer.print(page, status: problem.map { .init(code: $0.status) } ?? .ok)
    }
}
