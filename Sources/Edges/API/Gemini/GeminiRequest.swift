import Engines
import FoundationEssentials
import Kernel

/// The body of a `generateContent`, read as leniently as clients write it.
///
/// What chooses how words are written, such as `temperature`, `tools` and `safetySettings`, says nothing to models of pictures.
struct GeminiRequest: Sendable {
    var talk: Talk
    var shape = WantedShape()
    var seed: Int?
    /// Whether words may come along with the picture.
    var takesWords = true

    /// - Throws: `Problem` that names the member at fault.
    init(_ body: LenientObject) throws(Problem) {
        talk = try Talk(gemini: body)
        guard let options = try body.object("generationConfig") else { return }
        if let count = try options.number("candidateCount"), count != 1 {
            let field = options.field("candidateCount")
            throw Problem(.valueOutOfRange, field: field, ["least": "1", "most": "1"])
        }
        seed = try options.number("seed")
        if let modalities = try options.texts("responseModalities"), !modalities.isEmpty {
            let named = Set(modalities.map { $0.uppercased() })
            guard named.contains("IMAGE") else {
                throw Problem(.valueUnknown, field: options.field("responseModalities"), ["known": "IMAGE"])
            }
            takesWords = named.contains("TEXT")
        }
        if let image = try options.object("imageConfig") {
            shape = WantedShape(
                ratio: try image.text("aspectRatio"),
                tier: try image.text("imageSize"),
                ratioField: image.field("aspectRatio"),
                tierField: image.field("imageSize")
            )
        }
    }
}

/// The shape and the detail of a picture in the words of a client, which a model may not know.
struct WantedShape: Sendable {
    var ratio: String?
    var tier: String?
    var ratioField = "aspect_ratio"
    var tierField = "resolution"

    /// - Throws: `Problem` that names what the model makes: an order is never changed in silence.
    func size(for model: Model) throws(Problem) -> ShapedOrder.Size {
        guard ratio != nil || tier != nil else { return .automatic }
        let shape = try ratio.map { text throws(Problem) in
            try Self.read(text, among: model.aspectRatios, ratioField, model)
        }
        let detail = try tier.map { text throws(Problem) in
            try Self.read(text, among: model.resolutions, tierField, model)
        }
        return .shape(shape, detail)
    }

    /// Whether a picture of that size has the shape and the detail already.
    func isThat(of size: PixelSize) -> Bool {
        AspectRatio.allCases.contains { shape in
            (ratio == nil || shape.rawValue == ratio)
                && Resolution.allCases.contains { detail in
                    (tier == nil || detail.rawValue == tier) && PixelSize(shape, detail) == size
                }
        }
    }

    private static func read<Value: RawRepresentable<String> & Equatable>(
        _ text: String,
        among known: [Value],
        _ field: String,
        _ model: Model
    ) throws(Problem) -> Value {
        guard !known.isEmpty else { throw Problem(.notForModel, field: field, ["model": model.id]) }
        guard let value = Value(rawValue: text), known.contains(value) else {
            let names = known.map(\.rawValue).joined(separator: ", ")
            throw Problem(.valueUnknown, field: field, ["known": names])
        }
        return value
    }
}
