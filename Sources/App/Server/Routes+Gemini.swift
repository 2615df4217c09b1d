import API
import HTTPKit
import Hummingbird

extension Routes {
    /// Gemini's shape: pictures of models, and interactions.
    func mountGemini(
        on router: RouterGroup<AppContext>,
        _ desk: ShapedDesk,
        _ presenter: Presenter
    ) {
        GeminiRoutes(
            studio: core.studio,
            gate: core.gate,
            desk: desk,
            presenter: presenter,
            more: ["batchGenerateContent": bulks(presenter).generate]
        ).mount(on: router)
        InteractionRoutes(
            studio: core.studio,
            gate: core.gate,
            desk: desk,
            presenter: presenter,
            base: site.base
        ).mount(on: router)
    }
}
