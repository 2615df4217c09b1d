import FoundationEssentials
import Kernel

/// Scene documents, as `docs/scenes.md` describes them: snake_case, every member known, every number in range.
extension Scene: JSONDocument {
    private enum Member: String, CodingKey, CaseIterable {
        case version, canvas, seed, style, backdrop, pattern, items, text
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        guard try object.value("version") == Self.newestVersion else {
            throw Problem(.valueUnknown, field: object.field("version"), ["known": "\(Self.newestVersion)"])
        }
        canvas = try object.value("canvas")
        seed = UInt32(try object.count("seed", in: 0...Int(UInt32.max)))
        style = try object.text("style", length: 1...Self.longestName)
        backdrop = try object.value("backdrop")
        pattern = try object.value(ifAny: "pattern")
        items = try object.list("items", count: 0...Self.mostItems)
        text = try object.value(ifAny: "text")
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(Self.newestVersion, forKey: .version)
        try container.encode(canvas, forKey: .canvas)
        try container.encode(seed, forKey: .seed)
        try container.encode(style, forKey: .style)
        try container.encode(backdrop, forKey: .backdrop)
        try container.encodeIfPresent(pattern, forKey: .pattern)
        try container.encode(items, forKey: .items)
        try container.encodeIfPresent(text, forKey: .text)
    }

    /// Of an id of the library, in characters.
    static let longestName = 64
}

extension Scene.Canvas: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case width, height
    }

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        let sides = Self.shortSide - 1...Self.shortSide * Double(Sketch.longestRatio)
        self.init(
            width: try object.number("width", in: sides),
            height: try object.number("height", in: sides)
        )
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(width, forKey: .width)
        try container.encode(height, forKey: .height)
    }
}

extension Scene.Backdrop: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case setting, time, palette, sky, horizon, season, weather, tones, without
        case skyColour = "sky_colour"
    }

    private static let choices = 0...99

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        setting = try object.text("setting", length: 1...Scene.longestName)
        time = try object.text("time", length: 1...Scene.longestName)
        palette = try object.count("palette", in: Self.choices, or: 0)
        sky = try object.count("sky", in: Self.choices, or: 0)
        skyColour = try object.colour(ifAny: "sky_colour")
        horizon = try object.number("horizon", in: 0...Scene.farthest)
        season = try object.value(ifAny: "season")
        weather = try object.value(ifAny: "weather")
        tones = object.has("tones") ? try object.list("tones", count: 0...Scene.mostTones) : []
        without = object.has("without") ? try object.list("without", count: 0...Scene.mostWithout) : []
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(setting, forKey: .setting)
        try container.encode(time, forKey: .time)
        try container.encode(palette, forKey: .palette)
        try container.encode(sky, forKey: .sky)
        try container.encodeIfPresent(skyColour, forKey: .skyColour)
        try container.encode(horizon, forKey: .horizon)
        try container.encodeIfPresent(season, forKey: .season)
        try container.encodeIfPresent(weather, forKey: .weather)
        if !tones.isEmpty { try container.encode(tones, forKey: .tones) }
        if !without.isEmpty { try container.encode(without, forKey: .without) }
    }
}

extension Scene.Lettering: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case lines, box
        case fontSize = "font_size"
    }

    private static let mostLines = 40

    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names)
        lines = try object.list("lines", count: 1...Self.mostLines)
        box = try object.value("box")
        fontSize = try object.number("font_size", in: 1...Scene.Canvas.shortSide)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(lines, forKey: .lines)
        try container.encode(box, forKey: .box)
        try container.encode(fontSize, forKey: .fontSize)
    }
}

extension ScenePoint {
    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: ["x", "y"])
        x = try object.number("x", in: -Scene.farthest...Scene.farthest)
        y = try object.number("y", in: -Scene.farthest...Scene.farthest)
    }
}

extension SceneBox {
    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: ["left", "top", "right", "bottom"])
        let places = -Scene.farthest...Scene.farthest
        left = try object.number("left", in: places)
        top = try object.number("top", in: places)
        right = try object.number("right", in: places)
        bottom = try object.number("bottom", in: places)
    }
}

extension StrictObject {
    /// Reads `#rrggbb`.
    func colour(ifAny member: String) throws -> String? {
        guard let text: String = try value(ifAny: member) else { return nil }
        guard SketchColour(text) != nil else { throw Problem(.colourMalformed, field: field(member)) }
        return text
    }
}
