import Kernel

/// A place on the canvas in pixels, from its left top corner; it may hang over the edge.
package struct LayerBox: Hashable, Sendable {
    static let places = -24_576.0...24_576.0
    static let sides = 1.0...24_576.0

    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double

    package init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    package var right: Double { x + width }

    package var bottom: Double { y + height }

    package var midX: Double { x + width / 2 }

    package var midY: Double { y + height / 2 }

    /// The box, smaller on every side; it never turns inside out.
    package func inset(by margin: Double) -> LayerBox {
        let (across, down) = (min(margin, width / 2), min(margin, height / 2))
        return LayerBox(x: x + across, y: y + down, width: width - 2 * across, height: height - 2 * down)
    }
}

extension LayerBox: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case x
        case y
        case width
        case height
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        x = try object.number("x", in: Self.places)
        y = try object.number("y", in: Self.places)
        width = try object.number("width", in: Self.sides)
        height = try object.number("height", in: Self.sides)
    }
}

/// A place within a box: fractions of its width and height from the left top corner.
package struct LayerPoint: Hashable, Sendable {
    package let x: Double
    package let y: Double

    package init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }

    package static let middle = LayerPoint(0.5, 0.5)
}

extension LayerPoint: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case x
        case y
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        x = try object.number("x", in: 0...1)
        y = try object.number("y", in: 0...1)
    }
}
