import Accounts
package import HTTPKit
import HTTPTypes
package import Hummingbird
import Imaging
import Kernel
package import Purposes
package import Studio
import Wire

/// `/api/images/{id}/shares`: the links to a picture; and `/s/{token}/file`, what they lead to.
package struct ShareRoutes: Sendable {
    private let studio: Studio
    private let gate: PurposeGate
    private let desk: ShareDesk
    private let presenter: Presenter

    package init(
        studio: Studio,
        gate: PurposeGate,
        desk: ShareDesk,
        presenter: Presenter
    ) {
        self.studio = studio
        self.gate = gate
        self.desk = desk
        self.presenter = presenter
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/images/:id/shares")
            .get(use: list)
            .post(use: share)
            .delete(":share", use: revoke)
    }

    /// For whoever has a link; knows nobody, and sets no cookie.
    package func mountFiles(on router: RouterGroup<AppContext>) {
        router.get("s/:token/file", use: file)
    }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: ImageID.self), try context.requirePerson())
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let shares = try await studio.shares(of: id, under: permit)
        return try .json(ListBody(data: shares.map { presenter.body(of: $0) }, nextCursor: nil))
    }

    @Sendable private func share(_ request: Request, _ context: AppContext) async throws -> Response {
        let id = try context.id("id", as: ImageID.self)
        _ = try context.requirePerson()
        let body = try await request.json(NewShareBody.self, members: NewShareBody.CodingKeys.self)
        let wish = try ShareWish(hours: body.expiresIn, showsWords: body.showsWords ?? false)
        let made = try await desk.share(id, wish, ageTicket: body.ageTicket, request, context)
        let url = desk.address(of: made.token, in: context.language)
        return try .json(presenter.body(of: made.share, url: url), status: .created)
    }

    @Sendable private func revoke(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: ImageID.self), try context.requirePerson())
        try await studio.revoke(context.id("share"), of: id, for: person.subject)
        return Response(status: .noContent)
    }

    /// The bytes as they are stored; `w` picks a width.
    @Sendable private func file(_ request: Request, _ context: AppContext) async throws -> Response {
        let width = try Query(request).number("w", in: 1...ImageSpec.sides.upperBound)
        guard let token = context.parameters.get("token").flatMap({ ShareToken($0) }) else {
            throw Problem(.notFound)
        }
        let file = try await studio.sharedFile(token, width: width)
        var answer = Response(file, of: nil, isDownload: false)
        answer.headers[.robots] = "noindex"
        answer.headers[.referrerPolicy] = "no-referrer"
        return answer
    }
}
