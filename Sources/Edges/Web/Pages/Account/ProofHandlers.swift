import Accounts
import HTTPKit
import Hummingbird
import Kernel

extension Web {
    /// Where somebody shows again that it is them, on the way to something sensitive.
    @Sendable func showProof(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let session = context.person?.session else {
            return toSignIn(context, returningTo: .accountSecurity)
        }
        return try await proofPage(
            request,
            context,
            session,
            returningTo: try PageQuery(request)["return_to"]
        )
    }

    @Sendable func prove(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let form = try await checkedForm(request, context)
        do {
            try guardian.require(proofIn: session, context)
            let token = try await accounts.prove(
                session,
                password: Password(form.exact("password")),
                code: form["code"],
                from: ClientTraits(request, context)
            )
            context.cookies.set(.session, to: token.secret.reveal())
            return .redirect(to: page(after: form["return_to"], context))
        } catch let problem as Problem where problem.status < 500 {
            let told = problem.code == .reauthenticate ? Problem(.secondFactorWrong, field: "code") : problem
            return try await proofPage(
                request,
                context,
                session,
                returningTo: form["return_to"],
                refusedFor: told
            )
        }
    }

    private func page(after text: String?, _ context: AppContext) -> String {
        let address = text.flatMap { PageAddress(path: $0) }
        return address?.path ?? Links(context.language).page(.accountSecurity)
    }

    private func proofPage(
        _ request: Request,
        _ context: AppContext,
        _ session: Session,
        returningTo text: String?,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let factors = try await accounts.secondFactors(of: session.subject)
        let next = page(after: text, context)
        let connected = Set(try await accounts.connections(of: session).map(\.provider))
        return show(request, context, refusedFor: problem) { words in
            FormSheet(
                page: .prove,
                title: "prove.page",
                paragraphs: ["prove.detail"],
                form: FormPart(
                    action: Links(words.language).page(.prove),
                    hidden: [HiddenField(name: "return_to", value: next)],
                    fields: [
                        FormField(
                            name: "password",
                            label: words["login.password"],
                            kind: .password,
                            autocomplete: "current-password"
                        )
                    ] + (factors.isSet ? [.secondFactor(factors, words)] : []),
                    button: words["prove.action"]
                ),
                elsewhere: ElsewherePart(
                    openID.providers.filter { connected.contains($0.id) },
                    on: "prove",
                    returningTo: next,
                    words
                ),
                passkey: factors.passkeys == 0 || !accounts.hasPasskeys
                    ? nil
                    : .signing(
                        words["prove.passkey"],
                        options: .provingPasskeyOptions,
                        finish: .provingPasskey,
                        next: next
                    )
            )
        }
    }
}
