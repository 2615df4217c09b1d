import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Moderation
import Wire

/// `/api/account/sessions/…` and `/api/account/proof`: signing in beyond the password, and showing again that it is oneself.
struct ProofRoutes: Sendable {
    let accounts: Accounts
    let moderation: Moderation
    let guardian: SignInGuard
    let origins: Origins

    func mount(on account: RouterGroup<AppContext>) {
        account
            .post("sessions/second", use: passByCode)
            .post("sessions/second/passkey/options", use: secondPasskeyOptions)
            .post("sessions/second/passkey", use: passByPasskey)
            .post("sessions/passkey/options", use: passkeyOptions)
            .post("sessions/passkey", use: signInByPasskey)
            .post("proof", use: prove)
            .post("proof/passkey/options", use: proofOptions)
            .post("proof/passkey", use: proveByPasskey)
    }

    @Sendable private func passByCode(_ request: Request, _ context: AppContext) async throws -> Response {
        let halfWay = try await halfWay(request, context)
        let body = try await request.json(CodeBody.self, members: CodeBody.CodingKeys.self)
        let email = try await accounts.account(of: halfWay.subject).email.text
        try guardian.require(body.code, secondStepOf: halfWay, email: email, request, context)
        return try await pass(halfWay, by: .code(body.code), request, context)
    }

    @Sendable private func secondPasskeyOptions(
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        let halfWay = try await halfWay(request, context)
        try guardian.requireCeremony(context)
        return try await .json(accounts.passkeyRequest(for: halfWay))
    }

    @Sendable private func passByPasskey(_ request: Request, _ context: AppContext) async throws -> Response {
        let halfWay = try await halfWay(request, context)
        try guardian.requireCeremony(context)
        return try await pass(halfWay, by: .passkey(assertion(request)), request, context)
    }

    /// The same for everybody, whoever they are and whether they have a passkey or not.
    @Sendable private func passkeyOptions(
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        try requireOwn(request)
        try guardian.requireCeremony(context)
        return try await .json(accounts.passkeyRequest())
    }

    @Sendable private func signInByPasskey(
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        try requireOwn(request)
        try guardian.requireCeremony(context)
        let signedIn = try await accounts.signIn(
            passkey: assertion(request),
            traits: ClientTraits(request, context)
        )
        return try await welcome(signedIn, context)
    }

    @Sendable private func prove(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let body = try await request.json(ProofBody.self, members: ProofBody.CodingKeys.self)
        try guardian.require(proofIn: session, context)
        let token = try await accounts.prove(
            session,
            password: Password(body.password),
            code: body.code,
            from: ClientTraits(request, context)
        )
        return try await proved(session, token, context)
    }

    @Sendable private func proofOptions(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        try guardian.requireCeremony(context)
        return try await .json(accounts.passkeyRequest(for: session))
    }

    @Sendable private func proveByPasskey(
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        let session = try context.requireSession()
        try guardian.requireCeremony(context)
        let token = try await accounts.prove(session, passkey: assertion(request))
        return try await proved(session, token, context)
    }

    private func pass(
        _ halfWay: HalfWay,
        by proof: SecondProof,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        let signedIn = try await accounts.pass(halfWay, by: proof, traits: ClientTraits(request, context))
        context.cookies.expire(.secondStep)
        return try await welcome(signedIn, context)
    }

    private func welcome(_ signedIn: SignedIn, _ context: AppContext) async throws -> Response {
        let account = try await accounts.account(of: signedIn.subject)
        context.cookies.set(.session, to: signedIn.token.secret.reveal())
        guardian.remember(deviceOf: account.email.text, context)
        return try await .json(AccountBody(of: signedIn.subject, accounts, moderation, context))
    }

    private func proved(
        _ session: Session,
        _ token: Token,
        _ context: AppContext
    ) async throws -> Response {
        context.cookies.set(.session, to: token.secret.reveal())
        return try await .json(AccountBody(of: session.subject, accounts, moderation, context))
    }

    private func assertion(_ request: Request) async throws -> PasskeyAssertion {
        try await request.json(PasskeyAssertion.self, members: PasskeyAssertion.CodingKeys.self)
    }

    /// Who has shown the first factor in this browser, on a page of ours.
    /// - Throws: `Problem` `origin_refused`, `second_step_over`.
    private func halfWay(_ request: Request, _ context: AppContext) async throws -> HalfWay {
        guard origins.sent(request) else { throw Problem(.originRefused) }
        let text = request.value(of: .secondStep, isSecure: origins.isSecure)
        guard let token = text.flatMap({ Token($0) }), let halfWay = try await accounts.halfWay(token) else {
            context.cookies.expire(.secondStep)
            throw Problem(.secondStepOver)
        }
        return halfWay
    }

    private func requireOwn(_ request: Request) throws(Problem) {
        guard !origins.isForeign(request) else { throw Problem(.originRefused) }
    }
}
