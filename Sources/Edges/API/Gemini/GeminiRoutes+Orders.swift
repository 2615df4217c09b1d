import Accounts
import Engines
import FoundationEssentials
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Purposes
import Studio

extension GeminiRoutes {
    /// What a request asks for, once its history is understood.
    func order(
        _ body: GeminiRequest,
        _ model: String,
        _ request: Request,
        _ bytes: Data,
        _ context: AppContext
    ) async throws -> ShapedOrder {
        let wish = try body.talk.wish(of: "contents")
        let own = try await desk.ownPicture(in: wish, of: context.person)
        var order = ShapedOrder(wish, model: model, own: own)
        order.seed = body.seed
        order.size = try await desk.size(body.shape, of: order, for: context.person)
        var fingerprint = RequestFingerprint(request, key: context.person?.key?.id)
        fingerprint.add(bytes)
        order.attempt = fingerprint.attempt(of: request)
        return order
    }

    /// About so many tokens are what was sent; nobody needs to be known for that.
    func count(_ request: Request, _ context: AppContext) async throws -> Response {
        let body = try LenientObject(json: await bodies.read(request, context))
        // Some clients wrap the request that they mean.
        let asked = try body.object("generateContentRequest") ?? body
        let parts = try Talk(gemini: asked).turns.flatMap(\.parts)
        let words = parts.compactMap(\.text)
        let estimate = TokenEstimate(words: words, pictures: parts.count - words.count)
        return try .json(["totalTokens": estimate.input])
    }

    /// The older way to ask for pictures, which can ask for several.
    func predict(_ model: String, _ request: Request, _ context: AppContext) async throws -> Response {
        try desk.admit(request, context)
        var context = context
        let bytes = try await bodies.read(request, context)
        let body = try LenientObject(json: bytes)
        guard let instance = try body.objects("instances")?.first,
            let prompt = try instance.text("prompt")
        else { throw Problem(.missingField, field: "instances[0].prompt") }
        var order = ShapedOrder(prompt: prompt, model: model)
        if let options = try body.object("parameters") {
            order.count = try options.number("sampleCount") ?? 1
            order.seed = try options.number("seed")
            let shape = WantedShape(
                ratio: try options.text("aspectRatio"),
                tier: try options.text("sampleImageSize"),
                ratioField: options.field("aspectRatio"),
                tierField: options.field("sampleImageSize")
            )
            order.size = try await desk.size(shape, of: order, for: context.person)
        }
        var fingerprint = RequestFingerprint(request, key: context.person?.key?.id)
        fingerprint.add(bytes)
        order.attempt = fingerprint.attempt(of: request)
        let (job, person) = try await desk.submit(order, request, &context)
        let (answers, reader) = (answers, ShapeReader(person: person, language: context.language))
        return try await exchange.answer(
            job.id,
            of: person,
            request,
            context,
            headers: [.jobID: job.id.text]
        ) { job in try await answers.predictions(of: job, for: reader) }
    }
}

extension ShapedDesk {
    /// The model's last picture of a talk, if it is one that we gave this person and nobody has changed it since.
    func ownPicture(in wish: Talk.Wish, of person: Person?) async throws -> ImageID? {
        guard let person, let last = wish.last else { return nil }
        if case .stored(let id) = last.picture { return id }
        guard case .bytes(let file) = last.picture, let signature = last.signature else { return nil }
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        return try await studio.image(signedBy: signature, file: file, under: permit)
    }

    /// The size that an order asks for, in words that its model knows.
    func size(
        _ shape: WantedShape,
        of order: ShapedOrder,
        for person: Person?
    ) async throws -> ShapedOrder.Size {
        let isEdit = order.conversationOf != nil || !order.pictures.isEmpty
        let model = try studio.model(named: order.model, for: isEdit ? .edit : .generate)
        if let size = try await sizeKept(by: model, in: order, for: person), shape.isThat(of: size) {
            return .automatic
        }
        return try shape.size(for: model)
    }

    /// The size of the picture that an order goes on from, where its model keeps it.
    ///
    /// Clients say with each turn what they said with the first: such a model is not told again what the picture is already.
    func sizeKept(by model: Model, in order: ShapedOrder, for person: Person?) async throws -> PixelSize? {
        guard model.sizes == .source, let own = order.conversationOf, let person else { return nil }
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        try await person.requireSight(of: own, in: studio, under: permit)
        return try await studio.picture(own, under: permit).picture.size
    }
}
