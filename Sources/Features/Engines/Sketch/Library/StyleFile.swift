import Foundation

/// How everything is drawn.
package struct DrawingStyle: Sendable {
    package let id: String
    package let label: [String: String]
    let order: Int
    let words: [String: [String]]
    let fill: Fill
    let shadow: Shadow
    let sky: Sky
    let grain: Grain
    let plaque: Plaque
    var ink: SketchColour
    var paper: SketchColour
    var accent: SketchColour
    /// How much darker and lighter the facets are, from 0 to 1.
    let shade: Double
    let light: Double
    /// The pen's width in scene units.
    let pen: Double
    /// The share of a setting's strewn details that are drawn.
    let detail: Double
    let fonts: [String]
    let fontWeight: Int
    /// The only colours there are, save those that were asked for; empty where every colour is to be had.
    let colours: [SketchColour]
    let finish: Finish
}

private struct StyleContents: Decodable {
    let format: Int
    let id: String
    let label: [String: String]
    let order: Int
    let words: [String: [String]]
    let fill: DrawingStyle.Fill
    let shadow: DrawingStyle.Shadow
    let sky: DrawingStyle.Sky
    let grain: DrawingStyle.Grain
    let plaque: DrawingStyle.Plaque
    let ink: String
    let paper: String
    let accent: String
    let shade: Double
    let light: Double
    let pen: Double
    let detail: Double
    let fonts: [String]
    let fontWeight: Int
    let colours: [String]?
    let finish: FinishContents?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case format, id, label, order, words, fill, shadow, sky, grain, plaque, ink, paper, accent
        case shade, light, pen, detail, fonts, colours, finish
        case fontWeight = "font_weight"
    }
}

extension DrawingStyle {
    /// Reads and checks one file.
    init(file: String, bytes: [UInt8]) throws(LibraryDefect) {
        let keys = Set(StyleContents.CodingKeys.allCases.map(\.rawValue))
        let contents = try StrictJSON.decode(StyleContents.self, keys: keys, from: Data(bytes), file: file)
        let check = MetadataCheck(file: file)
        try check.head(format: contents.format, id: contents.id, label: contents.label, words: contents.words)
        try check.range("shade", contents.shade, 0...1)
        try check.range("light", contents.light, 0...1)
        try check.range("pen", contents.pen, 0.5...12)
        try check.range("detail", contents.detail, 0...1)
        try check.range("font_weight", Double(contents.fontWeight), 100...900)
        try Self.check(fonts: contents.fonts, file)

        id = contents.id
        label = contents.label
        order = contents.order
        words = contents.words
        fill = contents.fill
        shadow = contents.shadow
        sky = contents.sky
        grain = contents.grain
        plaque = contents.plaque
        ink = try check.colour(contents.ink)
        paper = try check.colour(contents.paper)
        accent = try check.colour(contents.accent)
        shade = contents.shade
        light = contents.light
        pen = contents.pen
        detail = contents.detail
        fonts = contents.fonts
        fontWeight = contents.fontWeight
        colours = try Self.colours(contents, check)
        finish =
            try contents.finish.map { finish throws(LibraryDefect) in try Finish(finish, check) } ?? .none
    }

    /// What is snapped to a few colours needs these; nothing else may have any.
    private static func colours(
        _ contents: StyleContents,
        _ check: MetadataCheck
    ) throws(LibraryDefect) -> [SketchColour] {
        let colours = try (contents.colours ?? []).map { text throws(LibraryDefect) in try check.colour(text)
        }
        guard contents.fill.numbersOfColours.contains(colours.count) else {
            throw LibraryDefect(check.file, "colours are too few or too many for its fill")
        }
        return colours
    }

    /// Families go into an attribute as they are, so they are letters, digits, spaces and hyphens only.
    private static func check(fonts: [String], _ file: String) throws(LibraryDefect) {
        let isPlain = fonts.allSatisfy { font in
            font.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == " " || $0 == "-") }
        }
        guard isPlain, !fonts.isEmpty else { throw LibraryDefect(file, "fonts are not plain family names") }
    }
}
