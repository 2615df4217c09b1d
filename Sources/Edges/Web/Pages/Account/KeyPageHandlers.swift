import Accounts
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Studio

/// One key, and what changes it.
extension Web {
    @Sendable func showKey(_ request: Request, _ context: AppContext) async throws -> Response {
        let id = try context.id("id", as: APIKeyID.self)
        guard let session = context.person?.session else {
            return toSignIn(context, returningTo: .accountKey(id))
        }
        let line = try await accounts.line(of: id, of: session.subject)
        let deed = deed(told: try PageQuery(request), at: .accountKey(id), to: session.subject)
        let notice = deed == .saved ? "account.saved" : nil
        return try await keyPage(request, context, session, line, notice: notice)
    }

    @Sendable func changeKey(_ request: Request, _ context: AppContext) async throws -> Response {
        let (session, id) = (try context.requireSession(), try context.id("id", as: APIKeyID.self))
        let form = try await checkedForm(request, context)
        return try await answering {
            let key = try await accounts.line(of: id, of: session.subject).key
            let change = try APIKeyChange(form, of: key, at: clock.now())
            do {
                _ = try await accounts.change(id, change, for: session, from: ClientTraits(request, context))
            } catch let problem as Problem where problem.code == .reauthenticate {
                // Led away at once, its sender would lose what was typed.
                let line = try await accounts.line(of: id, of: session.subject)
                let unproven = Problem(.reauthenticate, field: "form")
                return try await keyPage(request, context, session, line, filled: form, refusedFor: unproven)
            }
            return .redirect(to: address(of: .accountKey(id), telling: .saved, to: session.subject, context))
        } refused: { problem in
            // Somebody else's is not found here either.
            let line = try await accounts.line(of: id, of: session.subject)
            // What was typed was about another key than the one that is there now.
            let typed = problem.code == .keyChanged ? nil : form
            return try await keyPage(request, context, session, line, filled: typed, refusedFor: problem)
        }
    }

    /// `problem` came of the form that changes the key, `renewal` of the one that gives it a new secret.
    func keyPage(
        _ request: Request,
        _ context: AppContext,
        _ session: Session,
        _ line: APIKeyLine,
        filled form: FormBody? = nil,
        notice: String? = nil,
        refusedFor problem: Problem? = nil,
        renewal: RefusedRenewal? = nil
    ) async throws -> Response {
        let (id, now) = (line.key.id, clock.now())
        let spent = try await studio.spending(of: [id])[id] ?? .none
        let layout = printer.layout(request, context, at: .accountKey(id), titled: Message("keys.one"))
        let (words, isFresh) = (layout.words, session.isFresh(at: now))
        let key = KeyPart(line, spent, isFresh: isFresh, at: now, renewal: renewal, words)
        var filled = FormPart.changeKey(line, at: now, words, form)
        let waitsForProof = problem?.code == .reauthenticate
        if let problem { filled = filled.refused(problem, words) }
        if waitsForProof {
            let proof = layout.links.page(.prove, returningTo: layout.links.page(.accountKey(id)))
            filled.errand = PageLink(url: proof, label: words["prove.page"])
        }
        // A key that has ended has no form that could say why, and whatever was wanted of it came too late.
        let ended =
            key.isLive ? nil : (problem ?? renewal?.problem).map { _ in Problem(.notFound, field: "key") }
        // What is wrong with a field stands there.
        let aside = ended ?? renewal?.problem
        let isAtField = ended == nil && renewal?.problem.field == "overlap_hours"
        let page = KeyPage(
            layout: layout,
            id: id,
            key: key,
            form: key.isLive ? filled : nil,
            asksProof: !isFresh && !waitsForProof,
            notice: notice.map { words[$0] },
            problem: isAtField ? nil : aside.map { ProblemWords($0, words) }
        )
        return printer.print(page, status: (aside ?? problem).map { .init(code: $0.status) } ?? .ok)
    }
}
