import Accounts
import Kernel

/// For whom an answer of somebody else's shape is worded.
struct ShapeReader: Sendable {
    let person: Person
    let language: Language
    /// Whether words may come along with a picture.
    var takesWords = true
}
