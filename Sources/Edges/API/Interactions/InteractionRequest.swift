import Engines
import FoundationEssentials
import Imaging
import Kernel
import Wire

/// What somebody asks an interaction for.
struct InteractionRequest: Sendable {
    let model: String
    let talk: Talk
    let seed: Int?
    let format: Format
    /// Whether the answer comes before the picture.
    let isInBackground: Bool
    /// Whether it can be asked for later.
    let isKept: Bool
    let isStream: Bool
    let previous: KeptConversations.Previous?

    /// How the picture is to be and to come.
    struct Format: Sendable {
        var shape = WantedShape()
        /// Nil for the one it is stored in.
        var type: ImageFormat?
        /// Whether its address comes instead of it.
        var isAddress = false
    }

    /// - Throws: `Problem` that names the member at fault.
    init(_ body: LenientObject) throws(Problem) {
        guard try body.text("agent") == nil else {
            throw Problem(.notForModel, field: "agent", ["model": "-"])
        }
        model = GeminiMethod.bare(try body.text("model") ?? ModelRegistry.standard)
        talk = try Talk(interaction: body)
        let options = try body.object("generation_config")
        seed = try options?.number("seed")
        format = try Format(body, options)
        isInBackground = try body.flag("background") ?? false
        isKept = try body.flag("store") ?? true
        isStream = try body.flag("stream") ?? false
        // Whoever is answered before the end comes back for it.
        guard isKept || !isInBackground else {
            throw Problem(.oneFieldOf, field: "store", ["known": "store=true, background=false"])
        }
        previous = try body.text("previous_interaction_id").map { text throws(Problem) in
            let field = "previous_interaction_id"
            guard let id = InteractionID(text) else { throw Problem(.notFound, field: field) }
            return KeptConversations.Previous(job: id.job, field: field)
        }
    }
}

extension InteractionRequest.Format {
    private static let types = ["image/png", "image/jpeg", "image/webp"]

    /// The newer place where it is said beats the older ones.
    fileprivate init(_ body: LenientObject, _ options: LenientObject?) throws(Problem) {
        if let older = try options?.object("image_config") { shape = try WantedShape(older) }
        var newer: LenientObject?
        for format in try body.objects("response_format") ?? [] where newer == nil {
            if try format.text("type") == "image" { newer = format }
        }
        guard let newer else {
            if let modalities = try body.texts("response_modalities"), !modalities.isEmpty,
                !modalities.contains(where: { $0.lowercased() == "image" })
            {
                throw Problem(.valueUnknown, field: "response_modalities", ["known": "image"])
            }
            return
        }
        let wanted = try WantedShape(newer)
        if wanted.ratio != nil || wanted.tier != nil { shape = wanted }
        if let name = try newer.text("mime_type") {
            guard Self.types.contains(name) else {
                let known = Self.types.joined(separator: ", ")
                throw Problem(.valueUnknown, field: newer.field("mime_type"), ["known": known])
            }
            type = ImageFormat(rawValue: String(name.dropFirst("image/".count)))
        }
        switch try newer.text("delivery") {
        case "uri": isAddress = true
        case "inline", nil: break
        default: throw Problem(.valueUnknown, field: newer.field("delivery"), ["known": "inline, uri"])
        }
    }
}

extension WantedShape {
    fileprivate init(_ object: LenientObject) throws(Problem) {
        self.init(
            ratio: try object.text("aspect_ratio"),
            tier: try object.text("image_size"),
            ratioField: object.field("aspect_ratio"),
            tierField: object.field("image_size")
        )
    }
}
