/// What is being said not to be there, or not to be so.
struct Denial {
    /// "Not red", other than "no red cars".
    var isNot: Bool
    /// Whether what is denied was named.
    var hasThing = false
    /// Colours whose thing has not been named.
    var colours: [SketchColour] = []
}
