/// A text as shapes, for drawings that are made of shapes; lengths are in pixels of its box.
package struct OutlinedText: Hashable, Sendable {
    /// Path data (SVG 2, 9.3), filled by the nonzero rule.
    package let path: String
    /// Letters that have pictures instead of outlines: emoji.
    package let pictures: [LetterPicture]
    package let metrics: TextMetrics
}

/// A letter's picture, and the upright rectangle that it fills.
package struct LetterPicture: Hashable, Sendable {
    package let x: Double
    package let y: Double
    package let width: Double
    package let height: Double
    /// A file.
    package let png: [UInt8]
}
