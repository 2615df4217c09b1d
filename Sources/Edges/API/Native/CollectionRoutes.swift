import Accounts
package import HTTPKit
package import Hummingbird
import Kernel
package import Purposes
package import Studio
import Wire

/// `/api/collections`, and `/api/images/archive`: pictures that belong together.
package struct CollectionRoutes: Sendable {
    private let studio: Studio
    private let gate: PurposeGate
    private let presenter: Presenter

    package init(
        studio: Studio,
        gate: PurposeGate,
        presenter: Presenter
    ) {
        self.studio = studio
        self.gate = gate
        self.presenter = presenter
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.post("api/images/archive", use: pack)
        router.group("api/collections")
            .get(use: list)
            .post(use: make)
            .get(":id", use: show)
            .patch(":id", use: rename)
            .delete(":id", use: delete)
            .post(":id/images", use: add)
            .delete(":id/images/:image", use: remove)
    }

    /// Whoever has none yet gets an empty list.
    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        guard context.person != nil else {
            return try .json(ListBody<CollectionBody>(data: [], nextCursor: nil))
        }
        let collections = try await studio.collections(under: permit(context))
        return try .json(ListBody(data: collections.map(presenter.body), nextCursor: nil))
    }

    @Sendable private func make(_ request: Request, _ context: AppContext) async throws -> Response {
        let body = try await request.json(NewCollectionBody.self, members: NewCollectionBody.CodingKeys.self)
        let name = try CollectionName(body.name)
        let images = try body.images.map { try $0.isEmpty ? [] : Selection(named: $0).images } ?? []
        let made = try await studio.makeCollection(name, of: images, under: permit(context))
        return try .json(
            presenter.body(of: made),
            status: .created,
            headers: [.location: Route.collection(made.id).path]
        )
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let collection = try await studio.collection(context.id("id"), under: permit(context))
        return try .told(presenter.body(of: collection), for: request)
    }

    @Sendable private func rename(_ request: Request, _ context: AppContext) async throws -> Response {
        let id: CollectionID = try context.id("id")
        let body = try await request.json(
            CollectionChangeBody.self,
            members: CollectionChangeBody.CodingKeys.self
        )
        try await studio.rename(id, CollectionName(body.name), under: permit(context))
        return try await .json(presenter.body(of: studio.collection(id, under: permit(context))))
    }

    @Sendable private func delete(_ request: Request, _ context: AppContext) async throws -> Response {
        try await studio.deleteCollection(context.id("id"), for: context.requirePerson().subject)
        return Response(status: .noContent)
    }

    @Sendable private func add(_ request: Request, _ context: AppContext) async throws -> Response {
        let id: CollectionID = try context.id("id")
        let images = try await selection(request).images
        try await studio.add(images, to: id, under: permit(context))
        return try await .json(presenter.body(of: studio.collection(id, under: permit(context))))
    }

    @Sendable private func remove(_ request: Request, _ context: AppContext) async throws -> Response {
        try await studio.remove(context.id("image"), from: context.id("id"), under: permit(context))
        return Response(status: .noContent)
    }

    /// A ZIP of the selection, streamed.
    @Sendable private func pack(_ request: Request, _ context: AppContext) async throws -> Response {
        let selection = try await selection(request)
        return try await Response(studio.packingList(of: selection, under: permit(context)), from: studio)
    }

    private func selection(_ request: Request) async throws -> Selection {
        let body = try await request.json(SelectionBody.self, members: SelectionBody.CodingKeys.self)
        return try Selection(named: body.images)
    }

    private func permit(_ context: AppContext) async throws -> Permit<ProvideService> {
        try await gate.permit(for: context.requirePerson().subject)
    }
}

extension Selection {
    /// Pictures as clients name them.
    fileprivate init(named names: [String]) throws(Problem) {
        var images: [ImageID] = []
        for (place, name) in names.enumerated() {
            guard let id = ImageID(name) else { throw Problem(.wrongFieldType, field: "images[\(place)]") }
            images.append(id)
        }
        try self.init(images)
    }
}
