/// What a character does in a prompt.
enum CharacterKind: Hashable {
    /// A character of a language without spaces.
    case ideograph
    case letter
    case digit
    case hyphen
    case apostrophe
    case space
    case comma
    case stop
    case symbol
    case other

    private static let commas: Set<Character> = [",", "，", ":", "：", "(", ")", "（", "）", "/", "—", "–", "…"]
    private static let stops: Set<Character> = [".", "。", "!", "！", "?", "？", ";", "；", "\n", "|"]

    init(_ character: Character) {
        guard let scalar = character.unicodeScalars.first else {
            self = .other
            return
        }
        self =
            switch scalar.value {
            case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3_3FFF, 0x3001, 0x3005:
                .ideograph
            case 0x2D, 0x2010, 0x2011: .hyphen
            case 0x27, 0x2019: .apostrophe
            case _ where Self.commas.contains(character): .comma
            case _ where Self.stops.contains(character): .stop
            default: Self.kind(of: scalar.properties)
            }
    }

    private static func kind(of properties: Unicode.Scalar.Properties) -> CharacterKind {
        switch properties.generalCategory {
        case .decimalNumber: .digit
        case .otherSymbol: .symbol
        case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control: .space
        default: properties.isAlphabetic ? .letter : .other
        }
    }
}
