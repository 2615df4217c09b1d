package import Imaging
package import Kernel
package import Typography

/// One thing on the canvas: a picture, a text or a shape, and how it lies there.
package struct Layer: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case image(LayerImage)
        case text(TextSetting)
        case shape(LayerShape)
    }

    package static let longestID = 64
    package static let longestName = 100
    static let angles = -360.0...360.0
    static let radii = 0.0...12_288.0

    /// 1 to 64 of `A-Z a-z 0-9 _ -`; no two layers of a document have the same.
    package let id: String
    /// What people call it.
    package var name: String
    package var box: LayerBox
    package var content: Content
    /// Degrees clockwise about the middle of the box.
    package var rotation: Double
    /// From 0 to 1.
    package var opacity: Double
    package var blend: BlendMode
    package var isVisible: Bool
    /// Pixels; more than half a side counts as half of it.
    package var cornerRadius: Double
    package var shadow: LayerShadow?
    package var frame: LayerFrame?

    package init(
        _ id: String,
        name: String = "",
        _ content: Content,
        in box: LayerBox,
        rotation: Double = 0,
        opacity: Double = 1,
        blend: BlendMode = .normal,
        cornerRadius: Double = 0,
        shadow: LayerShadow? = nil,
        frame: LayerFrame? = nil
    ) {
        self.id = id
        self.name = name
        self.content = content
        self.box = box
        self.rotation = rotation
        self.opacity = opacity
        self.blend = blend
        isVisible = true
        self.cornerRadius = cornerRadius
        self.shadow = shadow
        self.frame = frame
    }

    /// The pictures it shows, and the masks it shows them through.
    package var images: (shown: [ImageID], masks: [ImageID]) {
        guard case .image(let image) = content else { return ([], []) }
        return ([image.id], image.mask.map { [$0] } ?? [])
    }
}

extension Layer: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case id
        case name
        case box
        case image
        case text
        case shape
        case rotation
        case opacity
        case blend
        case isVisible = "visible"
        case cornerRadius = "corner_radius"
        case shadow
        case frame
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        id = try Self.id(object)
        name = try object.text("name", length: 0...Self.longestName, or: "")
        box = try object.value("box")
        content =
            switch try object.only(of: ["image", "text", "shape"]) {
            case "image": .image(try object.value("image"))
            case "text": .text(try object.value("text"))
            default: .shape(try object.value("shape"))
            }
        rotation = try object.number("rotation", in: Self.angles, or: 0)
        opacity = try object.number("opacity", in: 0...1, or: 1)
        blend = try object.choice("blend", or: .normal)
        isVisible = try object.value("visible", or: true)
        cornerRadius = try object.number("corner_radius", in: Self.radii, or: 0)
        shadow = try object.value(ifAny: "shadow")
        frame = try object.value(ifAny: "frame")
    }

    private static func id(_ object: StrictObject) throws -> String {
        let id = try object.text("id", length: 1...longestID)
        let isPlain = id.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true  // 0-9 A-Z a-z
            default: byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            }
        }
        guard isPlain else {
            throw Problem(.textMalformed, field: object.field("id"), ["limit": "\(longestID)"])
        }
        return id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(id, forKey: .id)
        try container.encode(name, forKey: .name)
        try container.encode(box, forKey: .box)
        switch content {
        case .image(let image): try container.encode(image, forKey: .image)
        case .text(let text): try container.encode(text, forKey: .text)
        case .shape(let shape): try container.encode(shape, forKey: .shape)
        }
        try container.encode(rotation, forKey: .rotation)
        try container.encode(opacity, forKey: .opacity)
        try container.encode(blend, forKey: .blend)
        try container.encode(isVisible, forKey: .isVisible)
        try container.encode(cornerRadius, forKey: .cornerRadius)
        try container.encodeIfPresent(shadow, forKey: .shadow)
        try container.encodeIfPresent(frame, forKey: .frame)
    }
}
