package import Imaging

/// A text in pixels.
package struct SetText: Sendable {
    /// RGBA, clear where nothing was set: as large as the box; if the text is rotated, as the upright box around the turned one.
    package let picture: Picture
    /// Where the picture's left top corner lies, in pixels from that of the box; 0 unless the text is rotated.
    package let x: Int
    package let y: Int
    package let metrics: TextMetrics
}

/// How a text came out.
package struct TextMetrics: Hashable, Sendable {
    /// In pixels.
    package let size: Double
    /// After breaking; of vertical text, columns.
    package let lines: Int
    /// The smallest box around letters, outline, shadow and backing, in pixels from the left top corner of the box and before it is turned; nil if nothing shows.
    package let ink: TextBounds?
    /// Characters that no font here can show; an empty square stands for each.
    package let unknown: Int
}

/// A rectangle of whole pixels.
package struct TextBounds: Hashable, Sendable {
    package let x: Int
    package let y: Int
    package let width: Int
    package let height: Int
}
