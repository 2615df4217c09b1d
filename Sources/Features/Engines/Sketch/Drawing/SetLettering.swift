import Kernel
import Typography

/// Quoted text with its letters in place.
struct SetLettering: Sendable {
    /// Kept free around the letters, in font sizes.
    private static let margin = 0.2

    let box: SceneBox
    let fontSize: Double
    let letters: OutlinedText
    /// The left top corner of what the letters were set in.
    let corner: ScenePoint

    /// Sets the text no larger than it asks for, and smaller where it would leave its box.
    ///
    /// Nothing, if no letter is left of it.
    /// - Throws: `TypographyError`, when it fits at no size.
    init?(_ text: Scene.Lettering, in style: DrawingStyle) throws(TypographyError) {
        let words = text.lines.map(Self.settable).joined(separator: "\n")
        guard words.contains(where: { !$0.isWhitespace }) else { return nil }
        (box, fontSize) = (text.box, text.fontSize)
        let margin = min(text.fontSize * Self.margin, min(box.width, box.height) * Self.margin / 2)
        let room = text.box.inset(byX: margin, y: margin)
        corner = ScenePoint(x: room.left, y: room.top)
        var setting = TextSetting(words, size: .fit(1...max(1, Int(text.fontSize))))
        setting.family = style.family(for: words) ?? setting.family
        setting.weight = style.fontWeight
        setting.alignment = .center
        setting.verticalAlignment = .middle
        setting.wrap = .none
        setting.lineSpacing = LetteringLayout.lineHeight
        let size = PixelSize(width: max(1, Int(room.width)), height: max(1, Int(room.height)))
        letters = try Typography.outline(setting, in: size)
    }

    /// Without control characters, and what reorders lines.
    private static func settable(_ line: String) -> String {
        let scalars = line.unicodeScalars.filter {
            SVGText.isAllowed($0) && $0.properties.generalCategory != .control
        }
        return String(String.UnicodeScalarView(scalars.prefix(mostScalars)))
    }

    /// Of a line: marks that stand upon each other are no characters of their own.
    private static let mostScalars = 300
}

extension DrawingStyle {
    /// The first of its families that was drawn for the text's letters, or else the first there is.
    fileprivate func family(for text: String) -> String? {
        let known = fonts.compactMap { name in Typography.families.first { $0.name == name } }
        guard text.unicodeScalars.contains(where: \.properties.isIdeographic) else {
            return known.first?.name
        }
        return (known.first { $0.scripts.contains(.traditionalChinese) } ?? known.first)?.name
    }
}
