package import Accounts
package import HTTPKit
package import Hummingbird
import Kernel
package import Privacy
import Wire

/// `/api/privacy/erasures` and what leads there: deleting what one made, or all of one's data, and the reports on it.
package struct RemovalRoutes: Sendable {
    private let accounts: Accounts
    private let privacy: Privacy
    private let origins: Origins

    package init(accounts: Accounts, privacy: Privacy, origins: Origins) {
        self.accounts = accounts
        self.privacy = privacy
        self.origins = origins
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.delete("api/account", use: closeAccount)
        router.group("api/privacy")
            .delete("content", use: removeContent)
            .delete("data", use: removeEverything)
            .get("erasures", use: list)
            .get("erasures/:id", use: show)
            .delete("erasures/:id", use: cancel)
    }

    /// Erases the account and everything of it, for somebody who has just shown that it is them.
    @Sendable private func closeAccount(_ request: Request, _ context: AppContext) async throws -> Response {
        _ = try context.requireSession()
        return try await remove(.everything, request, context)
    }

    @Sendable private func removeContent(_ request: Request, _ context: AppContext) async throws -> Response {
        try await remove(.content, request, context)
    }

    @Sendable private func removeEverything(
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        try await remove(.everything, request, context)
    }

    private func remove(
        _ scope: Removal.Scope,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        let person = try context.requirePerson()
        let grace = try Grace(days: Query(request).number("grace_days", in: 0...Grace.month.rawValue))
        if let session = person.session { try accounts.requireFresh(session) }
        let removal = try await privacy.remove(scope, of: person.subject, after: grace)
        var answer = try Response.json(RemovalBody(removal, in: context.language), status: .accepted)
        if scope == .everything, removal.state != .pending {
            context.cookies.expire(.session)
            context.cookies.expire(.device)
            context.cookies.expire(.visitor)
            answer.clear(.erasure, at: origins)
        }
        return answer
    }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let person = context.person else {
            return try .json(ListBody<RemovalBody>(data: [], nextCursor: nil))
        }
        let open = try await privacy.openRemovals(of: person.subject)
        return try .json(ListBody(data: open.map { RemovalBody($0, in: context.language) }, nextCursor: nil))
    }

    /// Readable by whoever knows the id, when nothing else of the person is left.
    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        try await .json(RemovalBody(privacy.removal(context.id("id")), in: context.language))
    }

    @Sendable private func cancel(_ request: Request, _ context: AppContext) async throws -> Response {
        let person = try context.requirePerson()
        let removal = try await privacy.cancel(context.id("id"), of: person.subject)
        return try .json(RemovalBody(removal, in: context.language))
    }
}

extension RemovalBody {
    init(_ removal: Removal, in language: Language) {
        self.init(
            id: removal.id.text,
            scope: removal.scope.rawValue,
            state: removal.state.rawValue,
            askedAt: removal.askedAt.description,
            dueAt: removal.dueAt.description,
            finishedAt: removal.finishedAt?.description,
            counts: removal.counts.map {
                StoreCountBody(store: $0.store, before: $0.before, erased: $0.erased)
            },
            retained: removal.retained.map {
                RetainedBody(store: $0.store, ground: $0.ground, records: $0.records, until: $0.until)
            },
            url: Route.erasure(removal.id).path(in: language)
        )
    }
}
