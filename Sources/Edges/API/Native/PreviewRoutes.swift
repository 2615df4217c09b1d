import Accounts
import FoundationEssentials
package import HTTPKit
package import Hummingbird
import Kernel
package import Purposes
package import Studio
import Wire

/// `/api/previews`: how what `/api/jobs` takes would look, while somebody is at it.
package struct PreviewRoutes: Sendable {
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
        router.group("api/previews").post(use: preview)
    }

    @Sendable private func preview(_ request: Request, _ context: AppContext) async throws -> Response {
        let body = try await request.json(NewJobBody.self, members: NewJobBody.CodingKeys.self)
        let order = try Order(body, key: nil, language: context.language)
        let permit = try await gate.permit(ProvideService.self, for: context.requirePerson().subject)
        let preview = try await studio.preview(order, under: permit)
        return try .json(
            PreviewBody(
                width: preview.size.width,
                height: preview.size.height,
                picture: "data:image/webp;base64,\(preview.bytes.base64EncodedString())",
                notes: preview.notes.map { presenter.body(of: $0, in: context.language) }
            )
        )
    }
}
