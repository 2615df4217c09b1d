/// A name of a thing that can be drawn.
struct Noun: Hashable, Sendable {
    let subject: String
    let isPlural: Bool
    /// Whether the word means something else, for which the subject is the nearest that can be drawn.
    var isNearest = false
}
