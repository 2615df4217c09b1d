import HTTPKit
import Hummingbird
import Kernel

extension Web {
    @Sendable func showPrivacy(_ request: Request, _ context: AppContext) async throws -> Response {
        let layout = printer.layout(request, context, at: .privacy, titled: Message("privacy.page"))
        return printer.print(PrivacyPage(layout: layout, facts: policy, isSecure: origins.isSecure))
    }
}
