package import Accounts
package import HTTPKit
import HTTPTypes
package import Hummingbird
import Kernel
package import Privacy
import Wire

/// `/api/privacy/exports`: everything about oneself as one archive, made once asked for and handed over once, to oneself or to another
/// installation.
///
/// An account has to show again that it is its person's who asks; a visitor's cookie is all the proof there is.
package struct ExportRoutes: Sendable {
    private let archives: Archives
    private let accounts: Accounts
    private let transfers: TransferForms

    package init(
        archives: Archives,
        accounts: Accounts,
        transfers: TransferForms
    ) {
        self.archives = archives
        self.accounts = accounts
        self.transfers = transfers
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/privacy/exports")
            .get(use: list)
            .post(use: ask)
            .get(":id", use: show)
            .get(":id/file", use: fetch)
            .post(":id/push", use: push)
    }

    /// What the asker has asked for lately.
    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        var exports: [Export] = []
        if let person = context.person { exports = try await archives.exports(of: person.subject) }
        return try .json(ListBody(data: exports.map { ExportBody($0) }, nextCursor: nil))
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

    @Sendable private func push(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: ExportID.self), try context.requirePerson())
        _ = try await archives.export(id, of: person.subject)
        let body = try await request.json(NewPushBody.self, members: NewPushBody.CodingKeys.self)
        let export = try await transfers.send(id, to: body.to, context)
        return try .json(ExportBody(export), status: .accepted)
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
            url: export.status == .ready ? Route.exportFile(export.id).path : nil,
            push: export.push.map { PushBody($0) }
        )
    }
}

extension PushBody {
    fileprivate init(_ push: Push) {
        self.init(
            status: push.status.rawValue,
            reason: push.reason?.rawValue,
            answer: push.answer,
            createdAt: push.askedAt.description,
            endedAt: push.endedAt?.description
        )
    }
}
