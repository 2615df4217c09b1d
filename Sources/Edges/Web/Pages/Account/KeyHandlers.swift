import Accounts
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Studio

/// The keys of one's programs.
extension Web {
    @Sendable func showKeys(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let session = context.person?.session else {
            return toSignIn(context, returningTo: .accountKeys)
        }
        let query = try PageQuery(request)
        let notice: String? =
            switch deed(told: query, at: .accountKeys, to: session.subject) {
            case .revoked: "keys.gone"
            case .again: "keys.sent_again"
            default: nil
            }
        return try await keysPage(request, context, session, notice: notice)
    }

    /// Makes a key; the answer is the one page that shows its secret.
    @Sendable func makeKey(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let form = try await checkedForm(request, context)
        return try await answering {
            try await onceForKeys(form, request, context, session) {
                try accounts.requireFresh(session)
                return try await accounts.make(
                    NewAPIKey(form),
                    for: session,
                    from: ClientTraits(request, context)
                )
            }
        } refused: { problem in
            try await keysPage(request, context, session, filled: form, refusedFor: problem)
        }
    }

    /// Gives a key a new secret, which the answer shows.
    @Sendable func rotateKey(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        let form = try await checkedForm(request, context)
        let id: APIKeyID = try context.id("id")
        return try await answering {
            try await onceForKeys(form, request, context, session) {
                try accounts.requireFresh(session)
                return try await accounts.rotate(
                    id,
                    overlap: form.overlap(),
                    for: session,
                    from: ClientTraits(request, context)
                )
            }
        } refused: { problem in
            let line = try await accounts.line(of: id, of: session.subject)
            let refusal = RefusedRenewal(hours: form["overlap_hours"] ?? "", problem: problem)
            return try await keyPage(request, context, session, line, renewal: refusal)
        }
    }

    @Sendable func revokeKey(_ request: Request, _ context: AppContext) async throws -> Response {
        let session = try context.requireSession()
        _ = try await checkedForm(request, context)
        let id: APIKeyID = try context.id("id")
        try await accounts.revoke(id, of: session.subject, from: ClientTraits(request, context))
        return .redirect(to: address(of: .accountKeys, telling: .revoked, to: session.subject, context))
    }

    private func keysPage(
        _ request: Request,
        _ context: AppContext,
        _ session: Session,
        filled form: FormBody? = nil,
        notice: String? = nil,
        refusedFor problem: Problem? = nil
    ) async throws -> Response {
        let lines = try await accounts.keys(of: session.subject)
        let spent = try await studio.spending(of: lines.map(\.key.id))
        let layout = printer.layout(request, context, at: .accountKeys, titled: Message("keys.title"))
        let (words, now) = (layout.words, clock.now())
        let isFresh = session.isFresh(at: now)
        let filled = FormPart.newKey(words, form)
        let page = KeysPage(
            layout: layout,
            keys: lines.map {
                KeyPart($0, spent[$0.key.id] ?? .none, isListed: true, isFresh: isFresh, at: now, words)
            },
            form: problem.map { filled.refused($0, words) } ?? filled,
            isFresh: isFresh,
            notice: notice.map { words[$0] }
        )
        return printer.print(page, status: problem.map { HTTPResponse.Status(code: $0.status) } ?? .ok)
    }

    /// Shows a key's secret to whoever sends a form the first time.
    private func onceForKeys(
        _ form: FormBody,
        _ request: Request,
        _ context: AppContext,
        _ session: Session,
        _ make: () async throws -> ShownAPIKey
    ) async throws -> Response {
        let list = address(of: .accountKeys, telling: .again, to: session.subject, context)
        return try await once(form, request, context, leadingTo: list) {
            secretPage(request, context, try await make())
        }
    }

    private func secretPage(
        _ request: Request,
        _ context: AppContext,
        _ shown: ShownAPIKey
    ) -> Response {
        var layout = printer.layout(request, context, at: .accountKeys, titled: Message("keys.shown_page"))
        layout.isShownOnce = true
        return printer.print(KeySecretPage(layout: layout, shown: shown, base: shareDesk.base))
    }
}
