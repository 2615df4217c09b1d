import API
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
    var shape = AspectRatio.square.rawValue
    var resolution = Resolution.oneK.rawValue
    var count = usualCount
    /// Empty for a new one each time.
    var seed = ""
    /// The id of the picture that is varied.
    var variationOf: String?
}

extension Draft {
    init(_ form: FormBody) {
        prompt = form["prompt"] ?? ""
        model = form["model"]
        style = form["style"]
        shape = form["aspect_ratio"] ?? shape
        resolution = form["resolution"] ?? resolution
        count = form["n"] ?? "1"
        seed = form["seed"] ?? ""
        variationOf = form["variation_of"]
    }

    /// A picture's words and settings, with a new seed.
    init(varying details: ImageDetails) {
        prompt = details.prompt.text
        model = details.model
        style = details.style
        variationOf = details.picture.id.text
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
        let body = NewJobBody(
            prompt: prompt,
            model: model,
            aspectRatio: shape,
            resolution: resolution,
            n: count,
            seed: seed,
            style: style,
            variationOf: variationOf
        )
        return try Order(body, key: nil)
    }
}
