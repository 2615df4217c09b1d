import Accounts
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Studio

extension Web {
    @Sendable func showEditor(_ request: Request, _ context: AppContext) async throws -> Response {
        let details = try await studio.picture(context.id("id"), under: permit(context))
        return editorPage(request, context, details)
    }

    /// Takes an instruction from a page without scripts; a refused one comes back with the reason and as it was typed.
    @Sendable func edit(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await ownForm(request, context)
        try tokens.check(form["csrf"], for: context.person?.subject)
        let details = try await studio.picture(context.id("id"), under: permit(context))
        let instruction = form["instruction"] ?? ""
        do {
            var order = Order(
                task: .edit(EditWish(of: details.picture.id)),
                prompt: try Prompt(instruction),
                model: "default",
                spec: nil,
                count: 1
            )
            order.idempotencyKey = try IdempotencyKey(
                tokens.name(ofSending: order.fingerprint, with: form["csrf"])
            )
            let job = try await studio.submit(order, for: context.requirePerson().subject)
            return .redirect(to: Links(context.language).page(.jobPage(job.id)))
        } catch let problem as Problem where problem.code != .internalError {
            return editorPage(request, context, details, instruction, refusedFor: problem)
        }
    }

    private func editorPage(
        _ request: Request,
        _ context: AppContext,
        _ details: ImageDetails,
        _ instruction: String = "",
        refusedFor problem: Problem? = nil
    ) -> Response {
        let id = details.picture.id
        let layout = printer.layout(request, context, at: .editor(id), titled: Message("editor.page"))
        let page = EditorPage(
            layout: layout,
            picture: details.picture,
            prompt: details.prompt,
            instruction: instruction,
            problem: problem.map { ProblemWords($0, layout.words) }
        )
        var answer = printer.print(page, status: problem.map { HTTPResponse.Status(code: $0.status) } ?? .ok)
        answer.headers[.retryAfter] = problem?.retryAfter
        if let problem { context.limits.note(problem) }
        return answer
    }
}
