import Kernel

extension TextSetting: Codable {
    private enum Member: String, CodingKey, CaseIterable {
        case text
        case family
        case weight
        case isItalic = "italic"
        case alignment = "align"
        case verticalAlignment = "vertical_align"
        case wrap
        case isBalanced = "balance"
        case lineSpacing = "line_spacing"
        case letterSpacing = "letter_spacing"
        case fill
        case outline
        case shadow
        case backing
        case rotation
        case arc
        case isVertical = "vertical"
        case direction
        case language
        case opacity
    }

    /// - Throws: `Problem`, which names the member at fault.
    package init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, members: Member.names.union(TextSize.Member.names))
        text = try Self.text(object)
        size = try TextSize(object)
        family = try object.text("family", length: 1...100, or: family)
        weight = try object.count("weight", in: Self.weights, or: weight)
        isItalic = try object.value("italic", or: isItalic)
        try readPlace(object)
        try readLook(object)
    }

    private mutating func readPlace(_ object: StrictObject) throws {
        alignment = try object.choice("align", or: alignment)
        verticalAlignment = try object.choice("vertical_align", or: verticalAlignment)
        wrap = try object.choice("wrap", or: wrap)
        isBalanced = try object.value("balance", or: isBalanced)
        lineSpacing = try object.number("line_spacing", in: Self.lineSpacings, or: lineSpacing)
        letterSpacing = try object.number("letter_spacing", in: Self.letterSpacings, or: letterSpacing)
        rotation = try object.number("rotation", in: Self.angles, or: rotation)
        arc = try object.number("arc", in: Self.angles, or: arc)
        isVertical = try object.value("vertical", or: isVertical)
        try object.refuse(["arc"], unless: !isVertical || arc == 0)
        direction = try object.choice("direction", or: direction)
        language = try object.value(ifAny: "language")
    }

    private mutating func readLook(_ object: StrictObject) throws {
        fill = try object.value("fill", or: fill)
        outline = try object.value(ifAny: "outline")
        shadow = try object.value(ifAny: "shadow")
        backing = try object.value(ifAny: "backing")
        opacity = try object.number("opacity", in: 0...1, or: opacity)
    }

    /// Line ends become line feeds; nothing else is changed.
    private static func text(_ object: StrictObject) throws -> String {
        let typed: String = try object.value("text")
        let text = typed.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        try check(text, field: object.field("text"))
        return text
    }

    static func check(_ text: String, field: String) throws(Problem) {
        guard (1...longest).contains(text.unicodeScalars.count) else {
            throw Problem(.lengthOutOfRange, field: field, ["least": "1", "most": "\(longest)"])
        }
        guard text.unicodeScalars.allSatisfy(isAllowed) else {
            throw Problem(.controlCharacters, field: field)
        }
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
    }

    package func encode(to encoder: any Encoder) throws {
        try size.encode(to: encoder)
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(text, forKey: .text)
        try container.encode(family, forKey: .family)
        try container.encode(weight, forKey: .weight)
        try container.encode(isItalic, forKey: .isItalic)
        try container.encode(alignment, forKey: .alignment)
        try container.encode(verticalAlignment, forKey: .verticalAlignment)
        try container.encode(wrap, forKey: .wrap)
        try container.encode(isBalanced, forKey: .isBalanced)
        try container.encode(lineSpacing, forKey: .lineSpacing)
        try container.encode(letterSpacing, forKey: .letterSpacing)
        try container.encode(fill, forKey: .fill)
        try container.encodeIfPresent(outline, forKey: .outline)
        try container.encodeIfPresent(shadow, forKey: .shadow)
        try container.encodeIfPresent(backing, forKey: .backing)
        try container.encode(rotation, forKey: .rotation)
        try container.encode(arc, forKey: .arc)
        try container.encode(isVertical, forKey: .isVertical)
        try container.encode(direction, forKey: .direction)
        try container.encodeIfPresent(language, forKey: .language)
        try container.encode(opacity, forKey: .opacity)
    }
}
