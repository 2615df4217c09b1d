import Imaging
import Kernel
import Wire

/// What a request for pictures in OpenAI's shape asks for: the order, and how its answer is to look.
struct ImagesWish: Sendable {
    /// How pictures come back.
    enum Delivery: String, Sendable {
        case inline = "b64_json"
        /// An address that works for an hour.
        case link = "url"
    }

    /// Pictures of one request.
    static let counts = 1...10

    var order: ShapedOrder
    let look: ImagesLook
    let delivery: Delivery
    let isStreamed: Bool
    /// Whom the client's own customer is called; goes back as it came and is kept nowhere.
    let safetyIdentifier: String?

    /// Reads everything but the pictures.
    /// - Throws: `Problem` that names the member at fault.
    init(_ fields: OpenAIFields) throws(Problem) {
        look = try ImagesLook(fields)
        delivery =
            try fields.word("response_format", of: ["url", "b64_json"]).flatMap(Delivery.init) ?? .inline
        isStreamed = try fields.flag("stream") ?? false
        // One is the other's old name.
        let user = try fields.text("user")
        safetyIdentifier = try fields.text("safety_identifier") ?? user
        // An older word, which changes nothing here.
        _ = try fields.text("style")
        var order = ShapedOrder(
            prompt: try fields.text("prompt") ?? "",
            model: try fields.text("model") ?? "default"
        )
        guard fields.part("prompt") != nil else { throw Problem(.missingField, field: "prompt") }
        order.size = look.size
        order.count = try fields.number("n", in: Self.counts) ?? 1
        order.seed = try fields.number("seed", in: 0...Int(Seed.largest))
        order.isTransparent = look.isTransparent
        self.order = order
    }
}
