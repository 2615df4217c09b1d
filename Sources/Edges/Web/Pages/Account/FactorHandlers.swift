import Accounts
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel

extension Web {
    /// Shows the secret that waits for its first code.
    @Sendable func showOneTimeCode(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let session = context.person?.session else {
            return toSignIn(context, returningTo: .accountSecurity)
        }
        return try await oneTimeCodePage(request, context, session)
    }

    @Sendable func proposeOneTimeCode(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        _ = try await checkedForm(request, context)
        try await accounts.proposeOneTimeCode(for: session)
        return .redirect(to: Links(context.language).page(.oneTimeCode))
    }

    /// Turns the codes of an app on, by a first one; where there were no recovery codes, they are told now.
    @Sendable func confirmOneTimeCode(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let form = try await checkedForm(request, context)
        do {
            try guardian.require(proofIn: session, context)
            let codes = try await accounts.confirmOneTimeCode(
                form["code"] ?? "",
                for: session,
                from: ClientTraits(request, context)
            )
            return codes.isEmpty
                ? toSecurity(context) : recoveryCodesPage(request, context, codes, isNew: true)
        } catch let problem as Problem where problem.status < 500 {
            guard problem.code != .reauthenticate else { throw problem }
            return try await oneTimeCodePage(request, context, session, refusedFor: problem)
        }
    }

    @Sendable func removeOneTimeCode(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        _ = try await checkedForm(request, context)
        try await accounts.removeOneTimeCode(for: session, from: ClientTraits(request, context))
        return toSecurity(context)
    }

    @Sendable func makeRecoveryCodes(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        _ = try await checkedForm(request, context)
        let codes = try await accounts.makeRecoveryCodes(
            for: session,
            from: ClientTraits(request, context)
        )
        return recoveryCodesPage(request, context, codes, isNew: false)
    }

    @Sendable func renamePasskey(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let form = try await checkedForm(request, context)
        try await accounts.rename(
            context.id("id"),
            to: DisplayName(form["name"] ?? "", field: "name"),
            for: session
        )
        return toSecurity(context)
    }

    @Sendable func removePasskey(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        _ = try await checkedForm(request, context)
        try await accounts.remove(context.id("id"), for: session, from: ClientTraits(request, context))
        return toSecurity(context)
    }

    private func toSecurity(_ context: AppContext) -> Response {
        .redirect(to: Links(context.language).page(.accountSecurity))
    }

    private func oneTimeCodePage(
        _ request: Request,
        _ context: AppContext,
        _ session: Session,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        guard let proposal = try await accounts.proposedOneTimeCode(for: session) else {
            return toSecurity(context)
        }
        let layout = printer.layout(request, context, at: .oneTimeCode, titled: Message("factors.app_page"))
        let form = FormPart.firstCode(layout.words)
        let page = OneTimeCodePage(
            layout: layout,
            code: try QRCode(proposal.address),
            proposal: proposal,
            form: problem.map { form.refused($0, layout.words) } ?? form
        )
        if let problem { context.limits.note(problem) }
        var answer = printer.print(
            page,
            status: problem.map { HTTPResponse.Status(code: $0.status) } ?? .ok
        )
        answer.headers[.retryAfter] = problem?.retryAfter
        return answer
    }

    private func recoveryCodesPage(
        _ request: Request,
        _ context: AppContext,
        _ codes: [RecoveryCode],
        isNew: Bool
    ) -> Response {
        var layout = printer.layout(
            request,
            context,
            at: .accountSecurity,
            titled: Message("factors.codes_page")
        )
        layout.isShownOnce = true
        return printer.print(RecoveryCodesPage(layout: layout, codes: codes, isNew: isNew))
    }
}
