import Imaging
import Kernel
import Wire

/// How pictures are to look and to come, in the words that all of OpenAI's interfaces have for it.
struct ImagesLook: Sendable {
    let size: ShapedOrder.Size
    let format: ImageFormat
    /// From 1 to 100, of formats that have one; nil is ours.
    let compression: Int?
    /// The word of the client, without those that say nothing.
    let quality: String
    /// How many pictures that are not finished yet the client wants to see at most.
    let partials: Int
    let isTransparent: Bool

    /// Reads the members that say so, of a request or of a tool.
    /// - Throws: `Problem` that names the member at fault.
    init(_ fields: OpenAIFields) throws(Problem) {
        let format = try fields.word("output_format", of: ["png", "jpeg", "webp"]).flatMap(ImageFormat.init)
        self.format = format ?? .png
        compression = try Self.compression(fields, self.format)
        quality = try Self.quality(fields)
        partials = try fields.number("partial_images", in: 0...3) ?? 0
        try Self.refuseOthers(fields)
        size = try ShapedOrder.Size(fields)
        let background = try fields.word("background", of: ["auto", "opaque", "transparent"])
        isTransparent = background == "transparent"
        guard !isTransparent || self.format != .jpeg else {
            throw Problem(.valueUnknown, field: fields.field("background"), ["known": "auto, opaque"])
        }
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
            throw Problem(.valueUnknown, field: fields.field("output_compression"), ["known": "100"])
        }
        return max(number, 1)
    }

    /// What OpenAI's newest models take, and none of ours; and a word that is checked and changes nothing here.
    private static func refuseOthers(_ fields: OpenAIFields) throws(Problem) {
        for name in ["complexity", "frame_count", "frame_duration_ms", "svg", "input_fidelity"]
        where fields.part(name) != nil {
            let model = try fields.text("model") ?? "default"
            throw Problem(.notForModel, field: fields.field(name), ["model": model])
        }
        _ = try fields.word("moderation", of: ["auto", "low"])
    }
}

extension ShapedOrder.Size {
    /// `imageConfig` beats `size`.
    fileprivate init(_ fields: OpenAIFields) throws(Problem) {
        for name in ["imageConfig", "image_config"] {
            guard let members = try fields.object(name) else { continue }
            let config = OpenAIFields(members, at: fields.field("imageConfig"))
            let ratio = try Self.word(config, "aspectRatio", "aspect_ratio", AspectRatio.self)
            let resolution = try Self.word(config, "imageSize", "image_size", Resolution.self)
            guard ratio != nil || resolution != nil else { continue }
            self = .shape(ratio, resolution)
            return
        }
        switch try fields.text("size") {
        case nil, "auto"?: self = .automatic
        case let text?:
            guard let size = PixelSize(text) else {
                throw Problem(.sizeMalformed, field: fields.field("size"))
            }
            self = .pixels(size)
        }
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ config: OpenAIFields,
        _ name: String,
        _ other: String,
        _ type: Word.Type
    ) throws(Problem) -> Word? {
        switch config.part(name) ?? config.part(other) {
        case nil: return nil
        case .text(let text)?:
            if let word = Word(rawValue: text) { return word }
        default: break
        }
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw Problem(.valueUnknown, field: config.field(name), ["known": known])
    }
}
