/// What a form with files may consist of.
package struct MultipartLimits: Sendable {
    /// Files and other fields together.
    package var parts: Int
    /// Of one part's head, in bytes, and how many lines it has.
    package var headBytes = 4_096
    package var headLines = 8
    /// Of one part, in bytes.
    package var partBytes = Int.max
    /// After the last part, in bytes; before the first one nothing may stand.
    package var epilogueBytes = 1_024

    /// Of the boundary, in bytes (RFC 2046, section 5.1.1).
    static let longestBoundary = 70

    package init(parts: Int) {
        self.parts = parts
    }
}
