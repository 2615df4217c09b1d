import API
import Accounts
import Engines
import HTTPKit
import Hummingbird
import Kernel
import Studio
import Wire

extension Web {
    private static let turnFields = ["prompt", "model"]

    /// Orders the next turn of the conversation about a picture; a refused one comes back on the picture's page, as it was typed.
    @Sendable func goOn(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await ownForm(request, context)
        let id: ImageID = try context.id("id")
        _ = try context.requirePerson()
        let draft = TurnDraft(prompt: form["prompt"] ?? "", model: form["model"])
        let sending = Sending(form: form, to: .goOn(id), fields: Self.turnFields)
        return try await take(sending, request, context) {
            try Order(draft.body(about: id), key: nil, language: context.language)
        } refused: { problem, context in
            try await imagePage(request, context, goingOn: draft, refusedFor: problem)
        }
    }

    /// The conversation about a picture that such a model made, while there is a model to go on with.
    func thread(
        about details: ImageDetails,
        _ draft: TurnDraft?,
        _ context: AppContext,
        _ words: Catalogue
    ) async throws -> ThreadPart? {
        let models = studio.offeredModels.filter {
            $0.isGenerative && $0.tasks.contains(.edit) && $0.mostReferences > 0
                && $0.leastReferences <= 1 && $0.needsMask != true
        }
        let isTheirs = studio.models.models.first { $0.id == details.model }?.isGenerative == true
        guard isTheirs, !models.isEmpty else { return nil }
        return ThreadPart(
            try await studio.conversation(about: details.picture.id, under: permit(context)),
            models: models,
            draft: draft ?? TurnDraft(prompt: "", model: details.model),
            words
        )
    }
}

extension TurnDraft {
    fileprivate func body(about picture: ImageID) -> NewJobBody {
        NewJobBody(
            task: Model.Task.edit.rawValue,
            prompt: prompt,
            model: model,
            conversationOf: picture.text
        )
    }
}
