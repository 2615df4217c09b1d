import Accounts
import HTTPKit
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

    /// Has an archive made, or hands one over: both for whoever has just shown that it is them.
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
        default:
            throw Problem(.malformedBody, field: "step")
        }
    }
}
