/// How what was ordered would look.
public struct PreviewBody: Codable, Sendable, Hashable {
    /// Pixels of the whole result; what is shown is smaller.
    public var width: Int
    /// Pixels of the whole result.
    public var height: Int
    /// A WebP as a `data:` address.
    public var picture: String
    /// What came to mind about the steps.
    public var notes: [NoteBody]

    /// Makes an answer.
    public init(width: Int, height: Int, picture: String, notes: [NoteBody]) {
        self.width = width
        self.height = height
        self.picture = picture
        self.notes = notes
    }
}
