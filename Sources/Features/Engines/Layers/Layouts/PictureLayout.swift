package import Imaging
package import Kernel

/// How pictures are arranged on one canvas, by rules alone: the same pictures and canvas give the same document.
///
/// Lengths are shares of the canvas's shorter side, so that a layout looks alike at every size.
package struct PictureLayout: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// Cells of one size; the last row shares its width among fewer.
        case grid
        /// Rows that are filled to both edges, each picture as wide as its aspect asks for.
        case mosaic
        case strip
        case beforeAfter = "before_after"
        /// Stripes of the canvas with straight or slanted borders.
        case split
        /// Prints with white edges, dropped at slight angles.
        case collage
        /// The first picture, and the others on it by a blend mode.
        case overlay
        /// Subjects without what is around them, before the first picture, or before the background if there is one only.
        case cutOut = "cut_out"
    }

    package enum Direction: String, CaseIterable, Sendable {
        case horizontal
        case vertical
    }

    static let lengths = 0.0...0.25
    static let longestLabel = 80

    package var kind: Kind
    package var fit = LayerImage.Fit.cover
    /// Between the pictures and the canvas's edge.
    package var margin = 0.03
    /// Between pictures.
    package var gutter = 0.02
    package var cornerRadius = 0.0
    package var hasShadow = false
    package var background = LayerCanvas.Background.paint(.colour(.white))
    /// Of a grid; nil looks for what shows most of the pictures.
    package var columns: Int?
    package var direction = Direction.horizontal
    /// Degrees that the borders of a split are slanted by, clockwise from upright.
    package var angle = 0.0
    /// What stands on the two sides of a comparison, or under the prints of a collage, in the pictures' order; an empty one is left out.
    package var labels: [String] = []
    package var blend = BlendMode.normal
    /// Of what an overlay lays on the first picture.
    package var opacity = 0.5
    /// What a collage's disorder follows from.
    package var seed = Seed(clamping: 0)

    package init(_ kind: Kind) {
        self.kind = kind
        switch kind {
        case .beforeAfter, .split: (margin, gutter) = (0, 0.008)
        case .overlay, .cutOut: (margin, gutter) = (0, 0)
        case .collage: (hasShadow, margin) = (true, 0.05)
        case .grid, .mosaic, .strip: break
        }
    }

    /// How many pictures it takes.
    package var counts: ClosedRange<Int> {
        switch kind {
        case .beforeAfter: 2...2
        case .split: 2...6
        case .overlay: 2...LayerDocument.mostImages
        case .grid, .mosaic, .strip, .collage, .cutOut: 1...LayerDocument.mostImages
        }
    }
}

extension PictureLayout: Decodable {
    private enum Member: String, CodingKey, CaseIterable {
        case kind
        case fit
        case margin
        case gutter
        case cornerRadius = "corner_radius"
        case shadow
        case background
        case columns
        case direction
        case angle
        case labels
        case blend
        case opacity
        case seed
    }

    /// - Throws: `Problem`, which names the member at fault; members that mean nothing to the kind are refused as well.
    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        self.init(try object.choice("kind"))
        fit = try object.choice("fit", or: fit)
        margin = try object.number("margin", in: Self.lengths, or: margin)
        gutter = try object.number("gutter", in: Self.lengths, or: gutter)
        cornerRadius = try object.number("corner_radius", in: 0...0.5, or: cornerRadius)
        hasShadow = try object.value("shadow", or: hasShadow)
        background = try object.value("background", or: background)
        try readOwn(object)
    }

    private mutating func readOwn(_ object: StrictObject) throws {
        try object.refuse(["columns"], unless: kind == .grid)
        try object.refuse(["direction"], unless: [.strip, .beforeAfter, .split].contains(kind))
        try object.refuse(["angle"], unless: kind == .split)
        try object.refuse(["labels"], unless: kind == .beforeAfter || kind == .collage)
        try object.refuse(["blend", "opacity"], unless: kind == .overlay)
        try object.refuse(["seed"], unless: kind == .collage)
        if object.has("columns") { columns = try object.count("columns", in: 1...LayerDocument.mostImages) }
        direction = try object.choice("direction", or: direction)
        angle = try object.number("angle", in: -60...60, or: 0)
        if object.has("labels") {
            labels = try object.list("labels", count: 0...LayerDocument.mostImages, of: Label.self).map(
                \.text
            )
        }
        blend = try object.choice("blend", or: blend)
        opacity = try object.number("opacity", in: 0...1, or: opacity)
        if object.has("seed") {
            seed = Seed(clamping: UInt64(try object.count("seed", in: 0...Int(Seed.largest))))
        }
    }

    private struct Label: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            text = try decoder.singleValueContainer().decode(String.self)
            let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            guard isPlain, text.count <= longestLabel else {
                let field = StrictObject.field(decoder.codingPath)
                throw Problem(.textMalformed, field: field, ["limit": "\(longestLabel)"])
            }
        }
    }
}
