import Engines
package import Kernel

/// A design with somebody's texts, and perhaps a picture of theirs.
package struct DesignWish: Hashable, Sendable {
    package let design: String
    /// By the design's slots; nil shows its samples.
    package let texts: [String: String]?
    /// Nil is the design's first.
    package let palette: String?
    package let picture: ImageID?
    /// Of samples, and of the letters where texts leave that open.
    package let language: Language
    /// Counts where the order names no size: the canvas takes the design's first shape.
    package let resolution: Resolution?

    package init(
        _ design: String,
        texts: [String: String]?,
        palette: String? = nil,
        picture: ImageID? = nil,
        language: Language,
        resolution: Resolution? = nil
    ) {
        self.design = design
        self.texts = texts
        self.palette = palette
        self.picture = picture
        self.language = language
        self.resolution = resolution
    }

    func document(_ spec: ImageSpec?, _ designs: DesignLibrary) throws(Problem) -> LayerDocument {
        let design = try designs.design(self.design)
        let shape = design.aspects.first ?? .square
        return try design.document(
            texts: texts,
            palette: palette,
            size: spec?.size ?? PixelSize(shape, resolution ?? .oneK),
            picture: picture,
            language: language
        )
    }

    var fingerprint: [String] {
        let texts = texts?.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        return [
            "design", design, palette ?? "", picture?.text ?? "", language.rawValue,
            resolution?.rawValue ?? "", texts == nil ? "samples" : "texts",
        ] + (texts ?? [])
    }
}
