import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Privacy

extension Web {
    /// Whether one's data is kept and not used.
    @Sendable func showRestrict(_ request: Request, _ context: AppContext) async throws -> Response {
        let layout = printer.layout(request, context, at: .privacyRestrict, titled: Message("restrict.page"))
        var restrictions: [Restriction]?
        if let person = context.person { restrictions = try await privacy.restrictions(of: person.subject) }
        return printer.print(RestrictPage(layout: layout, restrictions: restrictions))
    }

    @Sendable func restrict(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await checkedForm(request, context)
        let here = Links(context.language).page(.privacyRestrict)
        guard let person = context.person else { return .redirect(to: here) }
        switch form["state"] {
        case "on": try await privacy.restrict(person.subject, by: .person)
        case "off": try await privacy.liftRestriction(of: person.subject)
        default: throw Problem(.missingField, field: "state")
        }
        return .redirect(to: here)
    }
}
