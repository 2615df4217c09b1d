package import Imaging
package import Kernel

/// What was asked for before, and the picture that came of it.
package struct EngineTurn: Sendable {
    /// Empty where a picture came about without any.
    package let words: Prompt
    /// Pictures that the words spoke of, beside the one of the turn before.
    package let shown: [Picture]
    /// Nil for a model that keeps no turns: it gets the last picture, and is told the words alone.
    package let picture: Picture?
    /// What its engine gave along with it.
    package let memory: PictureMemory?

    package init(
        words: Prompt,
        shown: [Picture] = [],
        picture: Picture?,
        memory: PictureMemory? = nil
    ) {
        self.words = words
        self.shown = shown
        self.picture = picture
        self.memory = memory
    }
}
