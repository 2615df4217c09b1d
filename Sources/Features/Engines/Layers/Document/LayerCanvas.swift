package import Kernel

/// What the layers lie on.
package struct LayerCanvas: Hashable, Sendable {
    package static let sides = 64...12_288
    package static let mostPixels = 36_000_000

    package enum Background: Hashable, Sendable {
        case transparent
        case paint(LayerPaint)
        /// A picture that covers the canvas, blurred by so many pixels; 0 leaves it sharp.
        case picture(ImageID, blur: Double)
    }

    package let size: PixelSize
    package let background: Background

    /// - Throws: `Problem` `size_out_of_bounds`.
    package init(_ size: PixelSize, background: Background = .transparent) throws(Problem) {
        try self.init(size, background: background, field: "canvas")
    }

    private init(_ size: PixelSize, background: Background, field: String?) throws(Problem) {
        guard Self.sides.contains(size.width), Self.sides.contains(size.height),
            size.pixels <= Self.mostPixels
        else { throw Problem(.sizeOutOfBounds, field: field) }
        self.size = size
        self.background = background
    }

    package var box: LayerBox {
        LayerBox(x: 0, y: 0, width: Double(size.width), height: Double(size.height))
    }
}

extension LayerCanvas: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case width
        case height
        case background
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        let size = PixelSize(width: try object.value("width"), height: try object.value("height"))
        let field = StrictObject.field(decoder.codingPath)
        // Before they are multiplied.
        guard Self.sides.contains(size.width), Self.sides.contains(size.height) else {
            throw Problem(.sizeOutOfBounds, field: field)
        }
        try self.init(size, background: object.value("background", or: .transparent), field: field)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(size.width, forKey: .width)
        try container.encode(size.height, forKey: .height)
        if background != .transparent { try container.encode(background, forKey: .background) }
    }
}

extension LayerCanvas.Background: Codable {
    private static let blurs = 0.0...400.0

    private enum Member: String, CodingKey, CaseIterable {
        case colour
        case gradient
        case image
        case blur
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        switch try object.only(of: ["colour", "gradient", "image"]) {
        case "colour": self = .paint(.colour(try object.value("colour")))
        case "gradient": self = .paint(.gradient(try object.value("gradient")))
        default:
            self = .picture(try object.value("image"), blur: try object.number("blur", in: Self.blurs, or: 0))
            return
        }
        try object.refuse(["blur"], unless: false)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        switch self {
        case .transparent: break
        case .paint(.colour(let colour)): try container.encode(colour, forKey: .colour)
        case .paint(.gradient(let gradient)): try container.encode(gradient, forKey: .gradient)
        case .picture(let image, let blur):
            try container.encode(image, forKey: .image)
            try container.encode(blur, forKey: .blur)
        }
    }
}
