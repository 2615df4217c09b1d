import Kernel

/// A drawn figure that fills a layer's box.
package struct LayerShape: Hashable, Sendable {
    package enum Figure: Hashable, Sendable {
        /// Its corners are as round as the layer's.
        case rectangle
        case ellipse
        case line(LayerPoint, LayerPoint)
        case polygon([LayerPoint])
        /// `depth` says how far the inner corners lie from the middle, as a share of the outer ones' distance.
        case star(tips: Int, depth: Double)
    }

    package static let corners = 3...64
    package static let tips = 3...48
    package static let depths = 0.05...1.0

    package let figure: Figure
    package let fill: LayerPaint?
    package let stroke: LayerStroke?

    package init(_ figure: Figure, fill: LayerPaint? = nil, stroke: LayerStroke? = nil) {
        self.figure = figure
        self.fill = fill
        self.stroke = stroke
    }
}

/// A line along a figure's edge, half of it on either side.
package struct LayerStroke: Hashable, Sendable {
    static let widths = 0.1...2_048.0

    /// Pixels.
    package let width: Double
    package let colour: LayerColour
    /// Pixels of a dash and of the gap after it; nil is a whole line.
    package let dash: Double?

    package init(width: Double, colour: LayerColour, dash: Double? = nil) {
        self.width = width
        self.colour = colour
        self.dash = dash
    }
}

extension LayerShape: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case figure
        case points
        case tips
        case depth
        case fill
        case stroke
    }

    private enum Name: String, CaseIterable {
        case rectangle
        case ellipse
        case line
        case polygon
        case star
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        figure = try Self.figure(object)
        fill = try object.value(ifAny: "fill")
        stroke = try object.value(ifAny: "stroke")
        if fill == nil, stroke == nil { throw Problem(.missingField, field: object.field("fill")) }
        if case .line = figure, stroke == nil { throw Problem(.missingField, field: object.field("stroke")) }
    }

    private static func figure(_ object: StrictObject) throws -> Figure {
        let name: Name = try object.choice("figure")
        try object.refuse(["points"], unless: name == .line || name == .polygon)
        try object.refuse(["tips", "depth"], unless: name == .star)
        switch name {
        case .rectangle: return .rectangle
        case .ellipse: return .ellipse
        case .line:
            let ends: [LayerPoint] = try object.list("points", count: 2...2)
            return .line(ends[0], ends[1])
        case .polygon: return .polygon(try object.list("points", count: corners))
        case .star:
            return .star(
                tips: try object.count("tips", in: tips, or: 5),
                depth: try object.number("depth", in: depths, or: 0.4)
            )
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        switch figure {
        case .rectangle: try container.encode(Name.rectangle.rawValue, forKey: .figure)
        case .ellipse: try container.encode(Name.ellipse.rawValue, forKey: .figure)
        case .line(let start, let end):
            try container.encode(Name.line.rawValue, forKey: .figure)
            try container.encode([start, end], forKey: .points)
        case .polygon(let points):
            try container.encode(Name.polygon.rawValue, forKey: .figure)
            try container.encode(points, forKey: .points)
        case .star(let tips, let depth):
            try container.encode(Name.star.rawValue, forKey: .figure)
            try container.encode(tips, forKey: .tips)
            try container.encode(depth, forKey: .depth)
        }
        try container.encodeIfPresent(fill, forKey: .fill)
        try container.encodeIfPresent(stroke, forKey: .stroke)
    }
}

extension LayerStroke: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case width
        case colour
        case dash
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        width = try object.number("width", in: Self.widths)
        colour = try object.value("colour")
        dash = try object.number(ifAny: "dash", in: 1...2_048)
    }
}
