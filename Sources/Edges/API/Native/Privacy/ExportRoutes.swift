package import Accounts
package import HTTPKit
import HTTPTypes
package import Hummingbird
import Kernel
package import Privacy
import Wire

/// `/api/privacy/exports`: everything about oneself as one archive, made once asked for and handed over once.
///
/// An account has to show again that it is its person's who asks; a visitor's cookie is all the proof there is.
package struct ExportRoutes: Sendable {
    private let archives: Archives
    private let accounts: Accounts

    package init(archives: Archives, accounts: Accounts) {
        self.archives = archives
        self.accounts = accounts
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/privacy/exports")
            .post(use: ask)
            .get(":id", use: show)
            .get(":id/file", use: fetch)
    }

    @Sendable private func ask(_ request: Request, _ context: AppContext) async throws -> Response {
        let person = try context.requirePerson()
        if let session = person.session { try accounts.requireFresh(session) }
        let export = try await archives.ask(for: person.subject, in: context.language)
        var answer = try Response.json(ExportBody(export), status: .accepted)
        answer.headers[.location] = Route.export(export.id).path
        return answer
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: ExportID.self), try context.requirePerson())
        return try await .json(ExportBody(archives.export(id, of: person.subject)))
    }

    @Sendable private func fetch(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: ExportID.self), try context.requirePerson())
        let export = try await archives.export(id, of: person.subject)
        if let session = person.session { try accounts.requireFresh(session) }
        // Looking is no fetching.
        guard request.method != .head else { return Response(status: .ok, headers: .archive(export)) }
        return try await Response(handingOver: export, to: person.subject, from: archives)
    }
}

extension ExportBody {
    fileprivate init(_ export: Export) {
        self.init(
            id: export.id.text,
            status: export.status.rawValue,
            progress: export.progress,
            createdAt: export.askedAt.description,
            readyAt: export.readyAt?.description,
            expiresAt: export.expiresAt?.description,
            bytes: export.bytes,
            url: export.status == .ready ? Route.exportFile(export.id).path : nil
        )
    }
}
