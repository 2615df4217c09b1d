import Kernel

extension Scene {
    /// An abstract picture that takes the place of the setting.
    package struct Pattern: Hashable, Sendable {
        /// The ground, at least three that go from one to the other, and an accent.
        package static let counts = 5...8

        /// Which of the library's patterns.
        package var kind: String
        /// `#rrggbb`, as by day: the ground first, the accent last.
        package var colours: [String]
        /// Whether these were asked for, and so keep their hues whatever the mood and the hour.
        package var isAsked: Bool
        /// By name, from 0 to 1: `energy`, `density`, `variety`.
        package var parameters: [String: Double]

        package init(kind: String, colours: [String], isAsked: Bool = false, parameters: [String: Double]) {
            self.kind = kind
            self.colours = colours
            self.isAsked = isAsked
            self.parameters = parameters
        }
    }
}

extension Scene.Pattern {
    var isSound: Bool {
        Self.counts.contains(colours.count) && colours.allSatisfy { SketchColour($0) != nil }
            && parameters.count <= Self.mostParameters && parameters.values.allSatisfy((0...1).contains)
    }

    fileprivate static let mostParameters = 16
}

extension Scene.Pattern: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case kind, colours, parameters
        case isAsked = "asked"
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        kind = try object.text("kind", length: 1...Scene.longestName)
        colours = try object.list("colours", count: Self.counts)
        guard colours.allSatisfy({ SketchColour($0) != nil }) else {
            throw Problem(.colourMalformed, field: object.field("colours"))
        }
        isAsked = try object.value("asked", or: false)
        parameters = try Self.parameters(of: object)
    }

    private static func parameters(of object: StrictObject) throws -> [String: Double] {
        let parameters = try object.value("parameters", or: [String: Double]())
        guard parameters.count <= mostParameters else {
            throw Problem(
                .lengthOutOfRange,
                field: object.field("parameters"),
                ["least": "0", "most": "\(mostParameters)"]
            )
        }
        guard parameters.values.allSatisfy((0...1).contains) else {
            throw Problem(.valueOutOfRange, field: object.field("parameters"), ["least": "0", "most": "1"])
        }
        return parameters
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(colours, forKey: .colours)
        if isAsked { try container.encode(true, forKey: .isAsked) }
        if !parameters.isEmpty { try container.encode(parameters, forKey: .parameters) }
    }
}
