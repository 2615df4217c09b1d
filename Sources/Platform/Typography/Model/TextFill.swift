package import Kernel

/// What letters are filled with; emoji keep their own colours.
package enum TextFill: Hashable, Sendable {
    case colour(Colour)
    case gradient(TextGradient)
}

/// Colours that pass into each other across all lines.
package struct TextGradient: Hashable, Sendable {
    static let stops = 2...5

    package struct Stop: Hashable, Sendable {
        /// From 0 to 1.
        package let at: Double
        package let colour: Colour

        package init(at: Double, _ colour: Colour) {
            self.at = at
            self.colour = colour
        }
    }

    /// Degrees clockwise; 0 runs from left to right, 90 from top to bottom.
    package let angle: Double
    /// Two to five.
    package let stops: [Stop]

    package init(angle: Double = 90, stops: [Stop]) {
        self.angle = angle
        self.stops = stops
    }
}

extension TextFill: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case colour
        case gradient
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        self =
            try object.only(of: Member.allCases.map(\.rawValue)) == "colour"
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

extension TextGradient: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case angle
        case stops
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        angle = try object.number("angle", in: TextSetting.angles, or: 90)
        stops = try object.list("stops", count: Self.stops)
    }
}

extension TextGradient.Stop: Codable {
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
