import HTTPKit
import Hummingbird
import Kernel

extension Web {
    @Sendable func showTerms(_ request: Request, _ context: AppContext) async throws -> Response {
        let layout = printer.layout(request, context, at: .terms, titled: Message("terms.page"))
        return printer.print(TermsPage(layout, provider))
    }
}
