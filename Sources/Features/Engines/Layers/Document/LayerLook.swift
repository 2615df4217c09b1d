import Kernel

/// What a layer throws on the layers below it; it has the shape of all that is opaque in the layer.
package struct LayerShadow: Hashable, Sendable {
    static let places = -1_024.0...1_024.0
    static let blurs = 0.0...400.0

    package let colour: LayerColour
    /// Pixels to the right and down, and over how many pixels its edge fades.
    package let x: Double
    package let y: Double
    package let blur: Double

    package init(_ colour: LayerColour, x: Double = 0, y: Double, blur: Double) {
        self.colour = colour
        self.x = x
        self.y = y
        self.blur = blur
    }

    /// How far from the layer it may be seen.
    var reach: Double { max(abs(x), abs(y)) + blur * 1.5 + 1 }
}

/// A flat edge around a layer's box, outside of it, in pixels; a print's white edge has more of it at the bottom.
package struct LayerFrame: Hashable, Sendable {
    static let widths = 0.0...2_048.0

    package let colour: LayerColour
    package let width: Double
    package let bottom: Double

    package init(_ colour: LayerColour, width: Double, bottom: Double? = nil) {
        self.colour = colour
        self.width = width
        self.bottom = bottom ?? width
    }

    /// The box with this frame around it.
    package func around(_ box: LayerBox) -> LayerBox {
        LayerBox(
            x: box.x - width,
            y: box.y - width,
            width: box.width + 2 * width,
            height: box.height + width + bottom
        )
    }
}

extension LayerShadow: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case colour
        case x
        case y
        case blur
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        colour = try object.value("colour")
        x = try object.number("x", in: Self.places, or: 0)
        y = try object.number("y", in: Self.places, or: 0)
        blur = try object.number("blur", in: Self.blurs, or: 0)
    }
}

extension LayerFrame: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case colour
        case width
        case bottom
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        colour = try object.value("colour")
        width = try object.number("width", in: Self.widths)
        bottom = try object.number("bottom", in: Self.widths, or: width)
    }
}
