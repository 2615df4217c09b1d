import Engines
import HTTPKit
import Hummingbird
import Kernel
import Studio

extension Web {
    @Sendable func showModels(_ request: Request, _ context: AppContext) async throws -> Response {
        let layout = printer.layout(request, context, at: .models, titled: Message("models.page"))
        let cards = studio.offeredModels.map { ModelCard($0, layout.words) }
        return printer.print(ModelsPage(layout: layout, models: cards))
    }
}
