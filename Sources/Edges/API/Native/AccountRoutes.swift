package import Accounts
package import HTTPKit
package import Hummingbird
package import Kernel
package import Moderation
import Wire

/// `/api/age` and `/api/account`: one's own account and the browsers that are signed in to it.
package struct AccountRoutes: Sendable {
    private static let usualPage = 50

    private let accounts: Accounts
    private let moderation: Moderation
    private let guardian: SignInGuard
    private let origins: Origins
    private let clock: Clock

    package init(
        accounts: Accounts,
        moderation: Moderation,
        guardian: SignInGuard,
        origins: Origins,
        clock: Clock
    ) {
        self.accounts = accounts
        self.moderation = moderation
        self.guardian = guardian
        self.origins = origins
        self.clock = clock
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.post("api/age", use: askAge)
        let account = router.group("api/account")
        FactorRoutes(accounts: accounts, guardian: guardian).mount(on: account)
        ProofRoutes(accounts: accounts, moderation: moderation, guardian: guardian, origins: origins)
            .mount(on: account)
        account
            .post(use: signUp)
            .get(use: show)
            .patch(use: change)
            .post("sessions", use: signIn)
            .get("sessions", use: listSessions)
            .delete("sessions/:id", use: endSession)
            .get("activity", use: listActivity)
    }

    /// The neutral age question: nothing of the answer is kept but, in the browser, that it was refused.
    @Sendable private func askAge(_ request: Request, _ context: AppContext) async throws -> Response {
        try requireOwn(request)
        let body = try await request.json(AgeBody.self, members: AgeBody.CodingKeys.self)
        let answer = try accounts.judge(
            country: body.country,
            birthYear: body.birthYear,
            birthMonth: body.birthMonth,
            blockedBy: request.value(of: .ageBlock, isSecure: origins.isSecure),
            at: clock.now()
        )
        switch answer {
        case .passed(let ticket):
            return try .json(AgeTicketBody(ticket: ticket.text, expiresAt: ticket.expiresAt.description))
        case .refused(let block):
            context.cookies.set(.ageBlock, to: block.text)
            throw Problem(.underAge)
        }
    }

    /// Answers alike whether the address has an account or not.
    @Sendable private func signUp(_ request: Request, _ context: AppContext) async throws -> Response {
        try requireOwn(request)
        let body = try await request.json(NewAccountBody.self, members: NewAccountBody.CodingKeys.self)
        try guardian.require(.signUp, email: body.email, request, context)
        guard body.acceptsTerms else { throw Problem(.termsRequired, field: "accept_terms") }
        let wish = SignUp(
            email: try EmailAddress(typed: body.email),
            password: try Password(body.password),
            name: try body.displayName.map { text throws(Problem) in try DisplayName(text) },
            language: try body.language.map { text throws(Problem) in try Language(chosen: text) }
                ?? context.language,
            ticket: try accounts.ticket(body.ageTicket)
        )
        try await accounts.signUp(wish, as: context.person?.visitor)
        return try .json(SignUpBody(status: "confirmation_sent"), status: .created)
    }

    /// For its person, and for keys that may read it.
    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        try await .json(AccountBody(of: context.requireMember(), accounts, moderation, context))
    }

    @Sendable private func change(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let body = try await request.json(AccountChangeBody.self, members: AccountChangeBody.CodingKeys.self)
        let now = try await accounts.account(of: session.subject)
        var name = now.name
        if let text = body.displayName { name = text.isEmpty ? nil : try DisplayName(text) }
        let language = try body.language.map { text throws(Problem) in try Language(chosen: text) }
        try await accounts.change(name: name, language: language ?? now.language, for: session)
        return try await .json(AccountBody(of: session.subject, accounts, moderation, context))
    }

    @Sendable private func signIn(_ request: Request, _ context: AppContext) async throws -> Response {
        try requireOwn(request)
        let body = try await request.json(NewSessionBody.self, members: NewSessionBody.CodingKeys.self)
        try guardian.require(.signIn, email: body.email, request, context)
        let entry = try await accounts.signIn(
            email: body.email,
            password: try Password(body.password),
            traits: ClientTraits(request, context)
        )
        switch entry {
        case .signedIn(let signedIn):
            context.cookies.set(.session, to: signedIn.token.secret.reveal())
            guardian.remember(deviceOf: body.email, context)
            return try await .json(AccountBody(of: signedIn.subject, accounts, moderation, context))
        case .secondFactorNeeded(let token):
            context.cookies.set(.secondStep, to: token.secret.reveal())
            throw Problem(.secondFactorNeeded)
        }
    }

    @Sendable private func listSessions(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let lines = try await accounts.sessions(of: session)
        return try .json(
            ListBody(data: lines.map { SessionBody($0, isCurrent: $0.id == session.id) }, nextCursor: nil)
        )
    }

    @Sendable private func endSession(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let id: SessionID = try context.id("id")
        try await accounts.end(id, for: session)
        var answer = Response(status: .noContent)
        if id == session.id {
            context.cookies.expire(.session)
            answer.clear(.signOut, at: origins)
        }
        return answer
    }

    /// What happened to one's account and data, newest first; `cursor` says where a page begins.
    @Sendable private func listActivity(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let query = try Query(request)
        let cursor = try query["cursor"].map { text throws(Problem) in
            guard let cursor = ActivityCursor(text) else {
                throw Problem(.malformedParameter, field: "cursor")
            }
            return cursor
        }
        let limit = try query.number("limit", in: 1...Accounts.longestActivityPage)
        let page = try await accounts.activity(of: session, before: cursor, limit: limit ?? Self.usualPage)
        return try .json(
            ListBody(data: page.lines.map { ActivityBody($0) }, nextCursor: page.next?.text)
        )
    }

    /// Somebody else's page must not sign a browser in or up.
    private func requireOwn(_ request: Request) throws(Problem) {
        guard !origins.isForeign(request) else { throw Problem(.originRefused) }
    }
}

extension AccountBody {
    /// An account as its person sees it, with why it is suspended, if it is.
    init(
        of subject: SubjectID,
        _ accounts: Accounts,
        _ moderation: Moderation,
        _ context: AppContext
    ) async throws {
        self.init(try await accounts.account(of: subject))
        suspension = try await moderation.suspension(of: subject).map { suspension in
            SuspensionBody(
                reason: suspension.reason,
                until: suspension.until?.description,
                appealURL: Route.appeal(moderation.link(to: suspension.decision)).path(in: context.language)
            )
        }
    }

    init(_ account: Account) {
        self.init(
            id: account.subject.text,
            email: account.email.text,
            displayName: account.name?.text,
            language: account.language.rawValue,
            country: account.country.code,
            ageBand: account.band.rawValue,
            createdAt: account.madeAt.description,
            terms: account.terms.map { TermsBody(version: $0.version, at: $0.at.description) }
        )
    }
}

extension SessionBody {
    fileprivate init(_ line: SessionLine, isCurrent: Bool) {
        self.init(
            id: line.id.text,
            device: line.traits.device,
            network: line.traits.network,
            isCurrent: isCurrent,
            createdAt: line.madeAt.description,
            usedAt: line.usedAt.description
        )
    }
}
