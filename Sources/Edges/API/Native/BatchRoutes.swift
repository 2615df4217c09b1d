import Accounts
package import HTTPKit
package import Hummingbird
import Kernel
package import Purposes
package import Studio
import Wire

/// `/api/batches`: many orders in one request, made one after another.
package struct BatchRoutes: Sendable {
    /// In bytes: a table of a megabyte, each sign of it escaped, and room for the rest.
    private static let longestBody = 4 * 1_024 * 1_024
    private static let usualPage = 50

    private let studio: Studio
    private let gate: PurposeGate
    private let desk: FrontDesk
    private let bin: BatchBin
    private let presenter: Presenter

    package init(
        studio: Studio,
        gate: PurposeGate,
        desk: FrontDesk,
        bin: BatchBin,
        presenter: Presenter
    ) {
        self.studio = studio
        self.gate = gate
        self.desk = desk
        self.bin = bin
        self.presenter = presenter
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/batches")
            .get(use: list)
            .post(use: submit)
            .get(":id", use: show)
            .delete(":id", use: delete)
            .post(":id/cancel", use: cancel)
            .post(":id/retry", use: retry)
    }

    /// Whoever has none yet gets an empty list.
    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try Query(request)
        let (cursor, limit) = (
            try query.id("cursor", as: BatchID.self), try query.number("limit", in: 1...100)
        )
        guard context.person != nil else {
            return try .json(ListBody<BatchBody>(data: [], nextCursor: nil))
        }
        let page = try await studio.batches(
            before: cursor,
            limit: limit ?? Self.usualPage,
            under: permit(context)
        )
        return try .json(
            ListBody(data: page.items.map { presenter.body(of: $0) }, nextCursor: page.next?.text)
        )
    }

    /// Accepts a batch; the answer says where to follow it.
    @Sendable private func submit(_ request: Request, _ context: AppContext) async throws -> Response {
        try desk.requireSender(request, context)
        let body = try await request.json(
            NewBatchBody.self,
            members: NewBatchBody.CodingKeys.self,
            upTo: Self.longestBody
        )
        let wish = try BatchWish(body, key: request.headers[.idempotencyKey])
        var context = context
        let (batch, _) = try await desk.take(wish, to: studio, ageTicket: body.ageTicket, request, &context)
        return try .json(
            presenter.body(of: batch),
            status: .accepted,
            headers: [.location: Route.batch(batch.id).path]
        )
    }

    /// How it stands, with some of its rows.
    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, query) = (try context.id("id", as: BatchID.self), try Query(request))
        let (cursor, limit) = (
            try query.number("cursor", in: 0...BatchSheet.mostRows), try query.number("limit", in: 1...100)
        )
        let batch = try await studio.batch(id, under: permit(context))
        let rows = try await studio.rows(
            of: id,
            after: cursor,
            limit: limit ?? Self.usualPage,
            under: permit(context)
        )
        return try .told(presenter.body(of: batch, rows, in: context.language), for: request)
    }

    /// Orders nothing more of it; what runs is made.
    @Sendable private func cancel(_ request: Request, _ context: AppContext) async throws -> Response {
        let id = try context.id("id", as: BatchID.self)
        let batch = try await studio.cancel(id, under: permit(context))
        return try .json(presenter.body(of: batch))
    }

    /// Stops it and forgets it; `pictures=delete` deletes what it made too.
    @Sendable private func delete(_ request: Request, _ context: AppContext) async throws -> Response {
        let id = try context.id("id", as: BatchID.self)
        let pictures = try BatchBin.Pictures(asked: Query(request)["pictures"])
        try await bin.delete(id, pictures, of: context.requirePerson().subject)
        return Response(status: .noContent)
    }

    /// Orders again what was refused or failed.
    @Sendable private func retry(_ request: Request, _ context: AppContext) async throws -> Response {
        let id = try context.id("id", as: BatchID.self)
        // It goes on at the expense of whoever ordered it: another key is not told of it.
        if let key = context.person?.key {
            guard try await studio.key(of: id, under: permit(context)) == key.id else {
                throw Problem(.notFound)
            }
        }
        let batch = try await studio.retry(id, under: permit(context))
        return try .json(presenter.body(of: batch), status: .accepted)
    }

    private func permit(_ context: AppContext) async throws -> Permit<ProvideService> {
        try await gate.permit(for: context.requirePerson().subject)
    }
}
