import Kernel

extension Scene.Item: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case subject, group, foot, scale, palette, colours, pose, expression, material, turn
        case isFlipped = "flipped"
        case isGrounded = "grounded"
        case container = "inside"
    }

    private static let groups = 0...999
    private static let choices = 0...99
    private static let mostPoses = 32

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        subject = try object.text("subject", length: 1...Scene.longestName)
        group = try object.count("group", in: Self.groups, or: 0)
        foot = try object.value("foot")
        scale = try object.number("scale", in: Scene.scales)
        isFlipped = try object.value("flipped", or: false)
        palette = try object.count("palette", in: Self.choices, or: 0)
        colours = try Self.colours(of: object)
        pose = try Self.pose(of: object)
        expression = try object.value(ifAny: "expression")
        material = try object.value(ifAny: "material")
        turn = try object.number("turn", in: -180...180, or: 0)
        container = try object.value(ifAny: "inside")
        isGrounded = try object.value("grounded", or: true)
    }

    private static func colours(of object: StrictObject) throws -> [String] {
        guard object.has("colours") else { return [] }
        let colours = try object.list("colours", count: 0...Adjectives.mostColours, of: String.self)
        guard colours.allSatisfy({ SketchColour($0) != nil }) else {
            throw Problem(.colourMalformed, field: object.field("colours"))
        }
        return colours
    }

    private static func pose(of object: StrictObject) throws -> [String: Double] {
        let pose = try object.value("pose", or: [String: Double]())
        guard pose.count <= mostPoses else {
            throw Problem(
                .lengthOutOfRange,
                field: object.field("pose"),
                ["least": "0", "most": "\(mostPoses)"]
            )
        }
        return pose
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(subject, forKey: .subject)
        try container.encode(group, forKey: .group)
        try container.encode(foot, forKey: .foot)
        try container.encode(scale, forKey: .scale)
        if isFlipped { try container.encode(true, forKey: .isFlipped) }
        try container.encode(palette, forKey: .palette)
        if !colours.isEmpty { try container.encode(colours, forKey: .colours) }
        if !pose.isEmpty { try container.encode(pose, forKey: .pose) }
        try container.encodeIfPresent(expression, forKey: .expression)
        try container.encodeIfPresent(material, forKey: .material)
        if turn != 0 { try container.encode(turn, forKey: .turn) }
        try container.encodeIfPresent(self.container, forKey: .container)
        if !isGrounded { try container.encode(false, forKey: .isGrounded) }
    }
}
