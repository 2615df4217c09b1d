package import Engines
package import Kernel

/// How a picture came about, wish by wish.
package struct Conversation: Sendable {
    /// Turns that are told of, and that a model is told of.
    package static let mostTurns = 8

    /// The oldest first; the last is the picture's that was asked about.
    package let turns: [ConversationTurn]
    /// Whether there is nothing before them, as far as there still is.
    package let isWhole: Bool
}

/// One wish, and the picture that came of it.
package struct ConversationTurn: Sendable {
    package let picture: Image
    /// Empty where there were none, as for a picture that was brought.
    package let words: Prompt
    package let task: Model.Task
    /// Further pictures that the words spoke of.
    let shown: [ImageID]
}
