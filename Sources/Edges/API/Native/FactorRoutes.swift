import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Wire

/// `/api/account/factors` and `/api/account/passkeys`: how one shows, besides the password, that it is oneself.
struct FactorRoutes: Sendable {
    let accounts: Accounts
    let guardian: SignInGuard

    func mount(on account: RouterGroup<AppContext>) {
        account
            .get("factors", use: show)
            .post("factors/one-time-code", use: propose)
            .post("factors/one-time-code/confirm", use: confirm)
            .delete("factors/one-time-code", use: removeOneTimeCode)
            .post("factors/recovery-codes", use: makeRecoveryCodes)
            .get("passkeys", use: listPasskeys)
            .post("passkeys/options", use: passkeyOptions)
            .post("passkeys", use: addPasskey)
            .patch("passkeys/:id", use: renamePasskey)
            .delete("passkeys/:id", use: removePasskey)
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let factors = try await accounts.secondFactors(of: context.requireSession().subject)
        return try .json(
            FactorsBody(
                oneTimeCode: factors.hasOneTimeCode,
                passkeys: factors.passkeys,
                recoveryCodesLeft: factors.recoveryCodes
            )
        )
    }

    @Sendable private func propose(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        try await accounts.proposeOneTimeCode(for: session)
        guard let proposal = try await accounts.proposedOneTimeCode(for: session) else {
            throw Problem(.notFound)
        }
        return try .json(
            OneTimeSecretBody(secret: proposal.base32.reveal(), otpauthURL: proposal.address.reveal()),
            status: .created
        )
    }

    @Sendable private func confirm(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let body = try await request.json(CodeBody.self, members: CodeBody.CodingKeys.self)
        try guardian.require(proofIn: session, context)
        let codes = try await accounts.confirmOneTimeCode(
            body.code,
            for: session,
            from: ClientTraits(request, context)
        )
        return try .json(RecoveryCodesBody(recoveryCodes: codes.map { $0.text.reveal() }))
    }

    @Sendable private func removeOneTimeCode(
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        try await accounts.removeOneTimeCode(
            for: context.requireSession(),
            from: ClientTraits(request, context)
        )
        return Response(status: .noContent)
    }

    @Sendable private func makeRecoveryCodes(
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        let codes = try await accounts.makeRecoveryCodes(
            for: context.requireSession(),
            from: ClientTraits(request, context)
        )
        return try .json(RecoveryCodesBody(recoveryCodes: codes.map { $0.text.reveal() }), status: .created)
    }

    @Sendable private func listPasskeys(_ request: Request, _ context: AppContext) async throws -> Response {
        let lines = try await accounts.passkeys(of: context.requireSession())
        return try .json(ListBody(data: lines.map(PasskeyBody.init), nextCursor: nil))
    }

    @Sendable private func passkeyOptions(
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        let session = try context.requireSession()
        try guardian.requireCeremony(context)
        return try await .json(accounts.passkeyCreation(for: session))
    }

    @Sendable private func addPasskey(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        try guardian.requireCeremony(context)
        let body = try await request.json(NewPasskey.self, members: NewPasskey.CodingKeys.self)
        let traits = ClientTraits(request, context)
        let line = try await accounts.add(
            body.registration,
            named: DisplayName(body.name.flatMap { $0.isEmpty ? nil : $0 } ?? traits.device, field: "name"),
            for: session,
            from: traits
        )
        return try .json(PasskeyBody(line), status: .created)
    }

    @Sendable private func renamePasskey(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let body = try await request.json(PasskeyChangeBody.self, members: PasskeyChangeBody.CodingKeys.self)
        let id: PasskeyID = try context.id("id")
        try await accounts.rename(id, to: DisplayName(body.name, field: "name"), for: session)
        guard let line = try await accounts.passkeys(of: session).first(where: { $0.id == id }) else {
            throw Problem(.notFound)
        }
        return try .json(PasskeyBody(line))
    }

    @Sendable private func removePasskey(_ request: Request, _ context: AppContext) async throws -> Response {
        try await accounts.remove(
            context.id("id"),
            for: context.requireSession(),
            from: ClientTraits(request, context)
        )
        return Response(status: .noContent)
    }
}

/// What `POST /api/account/passkeys` takes: the browser's answer, and what the passkey shall be called.
private struct NewPasskey: Decodable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, transports, name
        case clientData = "client_data"
        case attestationObject = "attestation_object"
    }

    let registration: PasskeyRegistration
    /// The browser's name where there is none.
    let name: String?

    init(from decoder: any Decoder) throws {
        registration = try PasskeyRegistration(from: decoder)
        name = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .name)
    }
}

extension PasskeyBody {
    fileprivate init(_ line: PasskeyLine) {
        self.init(
            id: line.id.text,
            name: line.name.text,
            createdAt: line.madeAt.description,
            usedAt: line.usedAt?.description
        )
    }
}
