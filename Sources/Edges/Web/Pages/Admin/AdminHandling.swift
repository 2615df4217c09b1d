import Accounts
package import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel

extension Web {
    /// What a page of the admin site says.
    struct AdminSheet {
        let address: AdminAddress
        /// The string catalogue's key of its title and heading.
        let title: String
        var intro: String?
        var notice: String?
        var sections: [AdminSection] = []
    }

    /// Every route below `/admin`, once for each language.
    package var staffRoutes: [StaffRoute] {
        machineRoutes + accountAdminRoutes + restrictionAdminRoutes + staffAdminRoutes + abuseRoutes
            + requestAdminRoutes + holdAdminRoutes + objectionAdminRoutes
    }

    func toAdmin(_ address: AdminAddress, _ context: AppContext) -> Response {
        .redirect(to: Links(context.language).page(.admin(address)))
    }

    /// Does what a form of the admin site asks for; a refusal in the sender's hands comes back on the form's page.
    ///
    /// What the address names and is not there has no page to come back to.
    func answeringStaff(
        _ act: () async throws -> Response,
        refused: (Problem) async throws -> Response
    ) async throws -> Response {
        do {
            return try await act()
        } catch {
            let problem = Problem(error)
            guard problem.status < 500, problem.code != .notFound || problem.field != nil else { throw error }
            return try await refused(problem)
        }
    }

    /// Prints a page of the admin site; a refusal's status is its answer's.
    func show(
        _ request: Request,
        _ context: AppContext,
        _ member: StaffMember,
        refusedFor problem: Problem? = nil,
        _ sheet: (Catalogue) throws -> AdminSheet
    ) rethrows -> Response {
        let words = printer.words(in: context.language)
        let sheet = try sheet(words)
        let layout = printer.layout(
            request,
            context,
            at: .admin(sheet.address),
            titled: Message(sheet.title)
        )
        let page = AdminPage(
            layout: layout,
            heading: words[sheet.title],
            intro: sheet.intro,
            notice: sheet.notice,
            tabs: AdminTab.all(for: member.role, at: sheet.address, words),
            sections: sheet.sections
        )
        let refusal = problem.map { HTTPResponse.Status(code: $0.status) }
        var answer = printer.print(page, status: refusal ?? .ok)
        answer.headers[.retryAfter] = problem?.retryAfter
        if let problem { context.limits.note(problem) }
        return answer
    }
}
