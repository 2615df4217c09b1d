import Accounts
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Privacy

extension Web {
    @Sendable func showExport(_ request: Request, _ context: AppContext) async throws -> Response {
        let layout = printer.layout(request, context, at: .exportPage, titled: Message("export.page"))
        guard let person = context.person else {
            return printer.print(ExportPage(layout: layout, isStranger: true))
        }
        return printer.print(ExportPage(layout, try await archives.newest(of: person.subject)))
    }

    /// Has an archive made, hands one over, or has it sent elsewhere: all for whoever has just shown that it is them.
    @Sendable func export(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await checkedForm(request, context)
        let person = try context.requirePerson()
        if let session = person.session { try accounts.requireFresh(session) }
        switch form["step"] {
        case "ask":
            _ = try await archives.ask(for: person.subject, in: context.language)
            return .redirect(to: Links(context.language).page(.exportPage))
        case "fetch":
            guard let export = try await archives.newest(of: person.subject) else { throw Problem(.notFound) }
            return try await Response(handingOver: export, to: person.subject, from: archives)
        case "send":
            return try await sendExport(of: person, to: form["to"] ?? "", request, context)
        default:
            throw Problem(.malformedBody, field: "step")
        }
    }

    private func sendExport(
        of person: Person,
        to pasted: String,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        guard let export = try await archives.newest(of: person.subject) else { throw Problem(.notFound) }
        return try await answering {
            _ = try await transfers.send(export.id, to: pasted, context)
            return .redirect(to: Links(context.language).page(.exportPage))
        } refused: { problem in
            let layout = printer.layout(request, context, at: .exportPage, titled: Message("export.page"))
            var page = ExportPage(layout, export)
            page.pasted = pasted
            page.refusal = problem
            context.limits.note(problem)
            return printer.print(page, status: HTTPResponse.Status(code: problem.status))
        }
    }
}
