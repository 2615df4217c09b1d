import Kernel

/// What fills a surface: one colour, or a gradient.
package enum LayerPaint: Hashable, Sendable {
    case colour(LayerColour)
    case gradient(LayerGradient)
}

extension LayerPaint: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case colour
        case gradient
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        self =
            try object.only(of: ["colour", "gradient"]) == "colour"
            ? .colour(object.value("colour")) : .gradient(object.value("gradient"))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        switch self {
        case .colour(let colour): try container.encode(colour, forKey: .colour)
        case .gradient(let gradient): try container.encode(gradient, forKey: .gradient)
        }
    }
}

/// Colours that pass into each other, along a line or from the middle outwards.
package struct LayerGradient: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Codable, Sendable {
        case linear
        case radial
    }

    /// A colour at a place of the way, from 0 to 1.
    package struct Stop: Hashable, Sendable {
        package let at: Double
        package let colour: LayerColour

        package init(_ at: Double, _ colour: LayerColour) {
            self.at = at
            self.colour = colour
        }
    }

    package static let stops = 2...8

    package let kind: Kind
    /// Degrees clockwise; 0 runs from left to right, 90 from top to bottom, and a radial one has no use for it.
    package let angle: Double
    package let stops: [Stop]

    package init(_ kind: Kind = .linear, angle: Double = 90, stops: [Stop]) {
        self.kind = kind
        self.angle = angle
        self.stops = stops
    }
}

extension LayerGradient: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case kind
        case angle
        case stops
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        kind = try object.choice("kind", or: .linear)
        angle = try object.number("angle", in: -360...360, or: 90)
        stops = try object.list("stops", count: Self.stops)
    }
}

extension LayerGradient.Stop: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case at
        case colour
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        at = try object.number("at", in: 0...1)
        colour = try object.value("colour")
    }
}
