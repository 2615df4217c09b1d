import Accounts
import Engines
import HTTPKit
import Hummingbird
import Kernel
import Moderation
import Studio

extension Web {
    @Sendable func showImage(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: ImageID.self), try context.requirePerson())
        let details = try await studio.picture(id, under: permit(context))
        let layout = printer.layout(request, context, at: .imagePage(id), titled: Message("image.page"))
        let sheet = ImageSheet(
            details,
            model: studio.models.models.first { $0.id == details.model },
            keptUntil: person.keptUntil,
            withheld: try await moderation.withholding(of: id, in: context.language),
            layout.words
        )
        return printer.print(ImagePage(layout: layout, image: sheet))
    }

    @Sendable func deleteImage(_ request: Request, _ context: AppContext) async throws -> Response {
        try await requireOwnForm(request, context)
        try await studio.delete(context.id("id"), under: permit(context))
        return .redirect(to: Links(context.language).page(.gallery))
    }
}
