import API
import Engines
import HTTPKit
import Kernel
import Studio
import Wire

/// What stands in the studio's form: as typed, not yet understood.
struct Draft: Hashable, Sendable {
    private static let usualCount = "4"

    var prompt = ""
    var model: String?
    var style: String?
    /// What is not to be seen.
    var negative = ""
    var shape = AspectRatio.square.rawValue
    var resolution = Resolution.oneK.rawValue
    var count = usualCount
    /// Empty for a new one each time.
    var seed = ""
    /// The id of the picture that is varied.
    var variationOf: String?
    /// The ids of the pictures that the words speak of.
    var images: [String] = []
    /// Whether the first of them is changed; else a new picture goes by them.
    var changes = false

    /// As one field of a form holds them.
    var imageList: String { images.joined(separator: ",") }
}

extension Draft {
    init(_ form: FormBody) {
        prompt = form["prompt"] ?? ""
        model = form["model"]
        style = form["style"]
        negative = form["negative_prompt"] ?? ""
        shape = form["aspect_ratio"] ?? shape
        resolution = form["resolution"] ?? resolution
        count = form["n"] ?? "1"
        seed = form["seed"] ?? ""
        variationOf = form["variation_of"]
        images = Self.ids(form["images"])
        changes = form["changes"] == "yes"
    }

    /// The ids of a list; each once.
    static func ids(_ list: String?) -> [String] {
        let ids = (list ?? "").split(separator: ",").map(String.init)
        return Array(ids.prefix(OrderTask.mostImages + 1))
    }

    /// Fills in a preset's words and shape.
    mutating func take(_ preset: Preset, in language: Language) {
        prompt = preset.prompts[language]?.text ?? prompt
        shape = preset.aspectRatio.rawValue
    }

    /// A picture's words and settings, with a new seed.
    init(varying details: ImageDetails) {
        prompt = details.prompt.text
        // What edits or enlarges makes nothing of words.
        model = details.task == .generate ? details.model : nil
        style = details.style
        variationOf = details.picture.id.text
        if case .avoiding(let words, _) = details.settings { negative = words.text }
        let forms = AspectRatio.allCases.flatMap { ratio in Resolution.allCases.map { (ratio, $0) } }
        if let form = forms.first(where: { PixelSize($0, $1) == details.picture.size }) {
            (shape, resolution) = (form.0.rawValue, form.1.rawValue)
        }
    }

    /// What the form asks for, by the native API's own reading of it.
    /// - Throws: `Problem` that names the field at fault.
    func order() throws(Problem) -> Order {
        guard let count = Int(count) else { throw Problem(.countOutOfBounds, field: "n") }
        let seed = Int(seed)
        guard seed != nil || self.seed.isEmpty else { throw Problem(.seedOutOfBounds, field: "seed") }
        var body = NewJobBody(prompt: prompt, model: model, n: count, seed: seed)
        if !images.isEmpty { body.images = images }
        if !negative.isEmpty { body.negativePrompt = negative }
        if changes, !images.isEmpty {
            // It keeps its shape.
            body.task = Model.Task.edit.rawValue
        } else {
            (body.aspectRatio, body.resolution) = (shape, resolution)
            (body.style, body.variationOf) = (style, variationOf)
        }
        return try Order(body, key: nil)
    }
}
