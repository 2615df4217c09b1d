import Accounts
package import HTTPKit
package import Hummingbird
import Imaging
import Kernel
package import Purposes
package import Studio
import Wire

/// `/api/images`: a person's pictures and their files.
package struct ImageRoutes: Sendable {
    private static let usualPage = 50

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
        router.group("api/images")
            .get(use: list)
            .get(":id", use: show)
            .delete(":id", use: delete)
            .get(":id/file", use: file)
    }

    /// One's own pictures, newest first; whoever has none yet gets an empty list.
    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try Query(request)
        let (cursor, limit) = (
            try query.id("cursor", as: ImageID.self), try query.number("limit", in: 1...100)
        )
        guard let person = context.person else {
            return try .json(ListBody<ImageBody>(data: [], nextCursor: nil))
        }
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let page = try await studio.pictures(
            before: cursor,
            holding: query["q"],
            limit: limit ?? Self.usualPage,
            under: permit
        )
        return try .json(
            ListBody(data: page.items.map { presenter.body(of: $0) }, nextCursor: page.next?.text)
        )
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: ImageID.self), try context.requirePerson())
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let details = try await studio.picture(id, under: permit)
        return try .json(presenter.body(of: details.picture, details: details))
    }

    @Sendable private func delete(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: ImageID.self), try context.requirePerson())
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        try await studio.delete(id, under: permit)
        return Response(status: .noContent)
    }

    /// The bytes: `w` picks a stored width, `format` converts, `download` names the file.
    @Sendable private func file(_ request: Request, _ context: AppContext) async throws -> Response {
        let query = try Query(request)
        let format = try query["format"].map(ImageFormat.init(asked:))
        let width = try query.number("w", in: 1...ImageSpec.sides.upperBound)
        let (id, person) = (try context.id("id", as: ImageID.self), try context.requirePerson())
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let file = try await studio.file(of: id, width: width, format: format, under: permit)
        return Response(file, of: id, isDownload: query["download"] != nil)
    }
}

extension ImageFormat {
    /// Reads a `format` parameter.
    fileprivate init(asked text: String) throws(Problem) {
        guard let format = ImageFormat(rawValue: text), [.png, .jpeg, .webp, .avif].contains(format) else {
            throw Problem(.malformedParameter, field: "format", ["expected": "png, jpeg, webp, avif"])
        }
        self = format
    }
}
