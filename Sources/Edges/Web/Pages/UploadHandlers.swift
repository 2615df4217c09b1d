import Accounts
import HTTPKit
import Hummingbird
import Kernel
import Studio

extension Web {
    /// Takes pictures in that the studio's form brings, for browsers without scripts; the form's token comes before them.
    @Sendable func upload(_ request: Request, _ context: AppContext) async throws -> Response {
        guard origins.sent(request) else { throw Problem(.originRefused) }
        let (tokens, subject) = (tokens, context.person?.subject)
        let taken = try await uploads.take(request, context, as: .picture) { token in
            try tokens.check(token, for: subject)
        }
        let links = Links(context.language)
        guard taken.images.count == 1, let image = taken.images.first else {
            return .redirect(to: links.page(.gallery))
        }
        return .redirect(to: links.page(.imagePage(image.id)))
    }
}
