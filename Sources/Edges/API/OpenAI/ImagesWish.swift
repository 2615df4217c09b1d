import FoundationEssentials
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
    let format: ImageFormat
    /// From 1 to 100, of formats that have one; nil is ours.
    let compression: Int?
    /// The word of the client, without those that say nothing.
    let quality: String
    let delivery: Delivery
    let isStreamed: Bool
    /// How many pictures that are not finished yet the client wants to see at most.
    let partials: Int
    /// Whom the client's own customer is called; goes back as it came and is kept nowhere.
    let safetyIdentifier: String?

    /// Reads everything but the pictures.
    /// - Throws: `Problem` that names the member at fault.
    init(_ fields: OpenAIFields) throws(Problem) {
        let format = try fields.word("output_format", of: ["png", "jpeg", "webp"]).flatMap(ImageFormat.init)
        self.format = format ?? .png
        compression = try Self.compression(fields, self.format)
        quality = try Self.quality(fields)
        delivery =
            try fields.word("response_format", of: ["url", "b64_json"]).flatMap(Delivery.init) ?? .inline
        isStreamed = try fields.flag("stream") ?? false
        partials = try fields.number("partial_images", in: 0...3) ?? 0
        // One is the other's old name.
        let user = try fields.text("user")
        safetyIdentifier = try fields.text("safety_identifier") ?? user
        try Self.refuseOthers(fields)
        var order = ShapedOrder(
            prompt: try fields.text("prompt") ?? "",
            model: try fields.text("model") ?? "default"
        )
        guard fields.part("prompt") != nil else { throw Problem(.missingField, field: "prompt") }
        order.size = try ShapedOrder.Size(fields)
        order.count = try fields.number("n", in: Self.counts) ?? 1
        order.seed = try fields.number("seed", in: 0...Int(Seed.largest))
        let background = try fields.word("background", of: ["auto", "opaque", "transparent"])
        order.isTransparent = background == "transparent"
        guard background != "transparent" || self.format != .jpeg else {
            throw Problem(.valueUnknown, field: "background", ["known": "auto, opaque"])
        }
        self.order = order
    }

    private static func quality(_ fields: OpenAIFields) throws(Problem) -> String {
        let known = ["auto", "low", "medium", "high", "xhigh", "max", "standard", "hd"]
        return switch try fields.word("quality", of: known) {
        case "standard": "medium"
        case "hd", "auto", nil: "high"
        case let word?: word
        }
    }

    private static func compression(_ fields: OpenAIFields, _ format: ImageFormat) throws(Problem) -> Int? {
        guard let number = try fields.number("output_compression", in: 0...100) else { return nil }
        guard format != .png || number == 100 else {
            throw Problem(.valueUnknown, field: "output_compression", ["known": "100"])
        }
        return max(number, 1)
    }

    /// What OpenAI's newest models take, and none of ours; and words that are checked and change nothing here.
    private static func refuseOthers(_ fields: OpenAIFields) throws(Problem) {
        for name in ["complexity", "frame_count", "frame_duration_ms", "svg", "input_fidelity"]
        where fields.part(name) != nil {
            throw Problem(.notForModel, field: name, ["model": try fields.text("model") ?? "default"])
        }
        _ = try fields.word("moderation", of: ["auto", "low"])
        _ = try fields.text("style")
    }
}

extension ShapedOrder.Size {
    /// `imageConfig` beats `size`.
    fileprivate init(_ fields: OpenAIFields) throws(Problem) {
        for name in ["imageConfig", "image_config"] {
            guard let members = try fields.object(name) else { continue }
            let ratio = try Self.word(members, "aspectRatio", "aspect_ratio", AspectRatio.self)
            let resolution = try Self.word(members, "imageSize", "image_size", Resolution.self)
            guard ratio != nil || resolution != nil else { continue }
            self = .shape(ratio, resolution)
            return
        }
        switch try fields.text("size") {
        case nil, "auto"?: self = .automatic
        case let text?:
            guard let size = PixelSize(text) else { throw Problem(.sizeMalformed, field: "size") }
            self = .pixels(size)
        }
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ members: [String: JSONPart],
        _ name: String,
        _ other: String,
        _ type: Word.Type
    ) throws(Problem) -> Word? {
        switch members[name] ?? members[other] {
        case nil, .null?: return nil
        case .text(let text)?:
            if let word = Word(rawValue: text) { return word }
        default: break
        }
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw Problem(.valueUnknown, field: "imageConfig.\(name)", ["known": known])
    }
}
