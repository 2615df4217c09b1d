/// A family of fonts that texts can be set in.
package struct FontFamily: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case sans
        case serif
        case display
        case script
        case mono
    }

    /// The scripts that it was drawn for, beyond which the Noto fonts help out.
    package enum Script: String, CaseIterable, Sendable {
        case latin
        case greek
        case cyrillic
        case arabic
        case traditionalChinese = "zh-Hant"
        case simplifiedChinese = "zh-Hans"
        case japanese = "ja"
        case korean = "ko"
    }

    package let name: String
    package let kind: Kind
    package let scripts: Set<Script>
    /// From 100 to 900, in order.
    package let weights: [Int]
    /// Whether there are italics; without them letters are slanted.
    package let hasItalic: Bool
}
