package import Kernel

/// A line around letters, all of it outside of them, with round corners.
package struct TextOutline: Hashable, Sendable {
    static let widths = 0.005...0.5

    /// In em.
    package let width: Double
    package let colour: Colour

    package init(width: Double, _ colour: Colour) {
        self.width = width
        self.colour = colour
    }
}

/// What letters and their outline throw on what is behind them.
package struct TextShadow: Hashable, Sendable {
    static let places = -2.0...2.0
    static let blurs = 0.0...2.0

    package let colour: Colour
    /// To the right and down, and over how much its edge fades; in em.
    package let x: Double
    package let y: Double
    package let blur: Double

    package init(_ colour: Colour, x: Double = 0, y: Double = 0, blur: Double = 0) {
        self.colour = colour
        self.x = x
        self.y = y
        self.blur = blur
    }
}

/// A shape behind the text.
package struct TextBacking: Hashable, Sendable {
    static let paddings = 0.0...3.0
    static let radii = 0.0...3.0

    package enum Kind: String, CaseIterable, Codable, Sendable {
        case box
        /// A box with corners of the radius.
        case rounded
        /// A box whose short sides are half circles.
        case pill
        /// A stripe behind each line, its corners of the radius.
        case lines
    }

    package let kind: Kind
    package let colour: Colour
    /// Around the text on every side, in em.
    package let padding: Double
    /// In em.
    package let radius: Double

    package init(_ kind: Kind, _ colour: Colour, padding: Double = 0.3, radius: Double = 0) {
        self.kind = kind
        self.colour = colour
        self.padding = padding
        self.radius = radius
    }
}

extension TextOutline: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case width
        case colour
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        width = try object.number("width", in: Self.widths)
        colour = try object.value("colour")
    }
}

extension TextShadow: Codable {
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

extension TextBacking: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case kind
        case colour
        case padding
        case radius
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        kind = try object.choice("kind")
        colour = try object.value("colour")
        padding = try object.number("padding", in: Self.paddings, or: 0.3)
        radius = try object.number("radius", in: Self.radii, or: 0)
    }
}
