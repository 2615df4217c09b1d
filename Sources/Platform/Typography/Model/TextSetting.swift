import Kernel

/// One text and how it is set: what typography is asked for.
///
/// Every length but the size is in em, the share of the size, so that a text that is fitted to its box keeps its looks.
package struct TextSetting: Hashable, Sendable {
    /// Unicode scalars.
    package static let longest = 2_000
    static let weights = 100...900
    static let lineSpacings = 0.5...4.0
    static let letterSpacings = -0.2...2.0
    static let angles = -360.0...360.0

    /// One line or many; only line feeds and tabs are control characters of it.
    package var text: String
    /// One of `Typography.families`; another is refused, never replaced.
    ///
    /// Characters that it lacks come from the Noto fonts of the language.
    package var family = "Noto Sans"
    /// From 100 to 900; the family's nearest is taken.
    package var weight = 400
    package var isItalic = false
    package var size: TextSize
    package var alignment = TextAlignment.start
    package var verticalAlignment = TextVerticalAlignment.top
    package var wrap = TextWrap.words
    /// Whether lines are broken so that they are about as long as each other; their number stays the same.
    package var isBalanced = false
    /// From one baseline to the next, in em.
    package var lineSpacing = 1.2
    /// Added between letters, in em.
    package var letterSpacing = 0.0
    package var fill = TextFill.colour(.black)
    package var outline: TextOutline?
    package var shadow: TextShadow?
    package var backing: TextBacking?
    /// Degrees clockwise about the middle of the box.
    package var rotation = 0.0
    /// Degrees that the longest line bends along a circle: positive ones arch it, negative ones sag it, 0 is straight.
    ///
    /// Lines are broken only where the text says so.
    package var arc = 0.0
    /// Chinese and Japanese from top to bottom in columns from right to left; Latin lies on its side.
    package var isVertical = false
    package var direction = TextDirection.auto
    /// What lines are broken and Han characters shaped by; nil judges by the text's scripts.
    package var language: TextLanguage?
    /// From 0 to 1, of all together.
    package var opacity = 1.0

    package init(_ text: String, size: TextSize) {
        self.text = text
        self.size = size
    }
}

/// Where lines stand between the sides of their box; start is left, or right for scripts that run to the left, or the top of a column.
package enum TextAlignment: String, CaseIterable, Codable, Sendable {
    case start
    case center
    case end
    case justify
}

/// Where the lines together stand; of vertical text it moves the columns: top is right, bottom is left.
package enum TextVerticalAlignment: String, CaseIterable, Codable, Sendable {
    case top
    case middle
    case bottom
}

/// Where a line that is too long is broken.
package enum TextWrap: String, CaseIterable, Codable, Sendable {
    /// Where the language's rules allow it; a word is never torn.
    case words
    /// There, or within a word that is longer than the line.
    case anywhere
    /// Nowhere but at line feeds.
    case none
}

package enum TextDirection: String, CaseIterable, Codable, Sendable {
    /// As the paragraph's first letter with a direction asks for.
    case auto
    case leftToRight = "ltr"
    case rightToLeft = "rtl"
}
