import Accounts
package import HTTPKit
package import Hummingbird
import Imaging
import Kernel
package import Privacy
package import Purposes
package import Studio
import Wire

/// `/api/images`: a person's pictures and their files; and `/api/uploads`, those that they brought.
package struct ImageRoutes: Sendable {
    private static let usualPage = 50

    private let studio: Studio
    private let privacy: Privacy
    private let gate: PurposeGate
    private let uploads: UploadDesk
    private let presenter: Presenter

    package init(
        studio: Studio,
        privacy: Privacy,
        gate: PurposeGate,
        uploads: UploadDesk,
        presenter: Presenter
    ) {
        self.studio = studio
        self.privacy = privacy
        self.gate = gate
        self.uploads = uploads
        self.presenter = presenter
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/images")
            .get(use: list)
            .post(use: upload)
            .get(":id", use: show)
            .delete(":id", use: delete)
            .get(":id/file", use: file)
            .get(":id/lineage", use: trace)
            .put(":id/favourite", use: favour)
            .delete(":id/favourite", use: disfavour)
        // What is brought is pictures; the other name is for those who look for it.
        router.group("api/uploads")
            .get(use: listUploads)
            .post(use: upload)
    }

    /// One's own pictures, newest first; whoever has none yet gets an empty list.
    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try Query(request)
        return try await list(PictureFilter(query), query, context)
    }

    /// What one has brought, newest first; `use=mask` for masks.
    @Sendable private func listUploads(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try Query(request)
        let filter: PictureFilter = try Image.Kind(use: query["use"]) == .mask ? .masks : .uploads
        return try await list(filter, query, context)
    }

    private func list(
        _ filter: PictureFilter,
        _ query: Query,
        _ context: AppContext
    ) async throws -> Response {
        let (cursor, limit) = (
            try query.id("cursor", as: ImageID.self), try query.number("limit", in: 1...100)
        )
        guard let person = context.person else {
            return try .json(ListBody<ImageBody>(data: [], nextCursor: nil))
        }
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        if case .collection(let id) = filter { _ = try await studio.collection(id, under: permit) }
        let page = try await studio.pictures(
            in: filter,
            before: cursor,
            holding: query["q"],
            limit: limit ?? Self.usualPage,
            under: permit
        )
        return try .json(
            ListBody(data: page.items.map { presenter.body(of: $0) }, nextCursor: page.next?.text)
        )
    }

    /// Takes pictures in that somebody brings: the `file` parts of a form, or a body that is one file; `use=mask` makes them masks.
    @Sendable private func upload(_ request: Request, _ context: AppContext) async throws -> Response {
        let kind = try Image.Kind(use: Query(request)["use"])
        let key = try request.headers[.idempotencyKey].map(IdempotencyKey.init)
        let taken = try await uploads.take(request, context, as: kind, key: key)
        let permit = try await gate.permit(ProvideService.self, for: taken.person.subject)
        let names = try await studio.names(of: taken.images, under: permit)
        let body = UploadBody(data: taken.images.map { presenter.body(of: $0, name: names[$0.id]) })
        return try .json(body, status: .created)
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: ImageID.self), try context.requirePerson())
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let details = try await studio.picture(id, under: permit)
        return try .told(presenter.body(of: details.picture, details: details), for: request)
    }

    @Sendable private func delete(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: ImageID.self), try context.requirePerson())
        try await privacy.remove(id, of: person.subject)
        return Response(status: .noContent)
    }

    /// What it was made of and what was made of it.
    @Sendable private func trace(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: ImageID.self), try context.requirePerson())
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        return try .told(presenter.body(of: await studio.lineage(of: id, under: permit)), for: request)
    }

    @Sendable private func favour(_ request: Request, _ context: AppContext) async throws -> Response {
        try await set(true, context)
    }

    @Sendable private func disfavour(_ request: Request, _ context: AppContext) async throws -> Response {
        try await set(false, context)
    }

    private func set(_ isFavourite: Bool, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: ImageID.self), try context.requirePerson())
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        try await studio.setFavourite(isFavourite, id, under: permit)
        return Response(status: .noContent)
    }

    /// The bytes: `w` picks a stored width, `format` converts at a `quality`, `download` names the file.
    @Sendable private func file(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try Query(request)
        if query["format"] == "svg" { return try await drawing(query, context) }
        let format = try query["format"].map(ImageFormat.init(asked:))
        let width = try query.number("w", in: 1...ImageSpec.sides.upperBound)
        let quality = try query.number("quality", in: ImageFormat.qualities)
        let (id, person) = (try context.id("id", as: ImageID.self), try context.requirePerson())
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        try await person.requireSight(of: id, in: studio, under: permit)
        let file = try await studio.file(
            of: id,
            width: width,
            format: format,
            quality: quality,
            under: permit
        )
        return Response(file, of: id, isDownload: query["download"] != nil)
    }

    /// The drawing itself, as SVG: always a download, for browsers run what is in such files.
    private func drawing(_ query: Query, _ context: AppContext) async throws -> Response {
        for name in ["w", "quality"] where query[name] != nil {
            throw Problem(.malformedParameter, field: name, ["expected": "png, jpeg, webp, avif"])
        }
        let (id, person) = (try context.id("id", as: ImageID.self), try context.requirePerson())
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        try await person.requireSight(of: id, in: studio, under: permit)
        return Response(svg: try await studio.svg(of: id, under: permit), of: id)
    }
}

extension PictureFilter {
    /// Reads the parameters `show` and `collection`, of which one alone can be there.
    fileprivate init(_ query: Query) throws(Problem) {
        if let id = try query.id("collection", as: CollectionID.self) {
            guard query["show"] == nil else {
                throw Problem(.malformedParameter, field: "show", ["expected": "collection"])
            }
            self = .collection(id)
            return
        }
        switch query["show"] {
        case nil: self = .all
        case "favourites": self = .favourites
        case "uploads": self = .uploads
        default: throw Problem(.malformedParameter, field: "show", ["expected": "favourites, uploads"])
        }
    }
}

extension Image.Kind {
    /// Reads a `use` parameter.
    fileprivate init(use text: String?) throws(Problem) {
        switch text {
        case "mask": self = .mask
        case "picture", nil: self = .picture
        default: throw Problem(.malformedParameter, field: "use", ["expected": "picture, mask"])
        }
    }
}

extension ImageFormat {
    /// Reads a `format` parameter.
    fileprivate init(asked text: String) throws(Problem) {
        guard let format = ImageFormat(rawValue: text), [.png, .jpeg, .webp, .avif].contains(format) else {
            throw Problem(.malformedParameter, field: "format", ["expected": "png, jpeg, webp, avif, svg"])
        }
        self = format
    }
}
