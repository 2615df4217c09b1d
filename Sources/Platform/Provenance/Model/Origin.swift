/// How a picture came to be, as its marks tell it: never by whom, from which words, or when; a provider's own mark tells what the
/// provider put into it.
package struct Origin: Hashable, Sendable {
    package enum Act: Hashable, Sendable {
        /// Nothing of another picture is in it; so many may have served as references.
        case created(references: Int)
        /// One picture was opened and changed.
        case edited
        /// So many pictures were placed on a canvas.
        case composed(of: Int)
    }

    /// More other pictures than any task takes; a file that tells of more is not ours.
    static let mostIngredients = 64

    package let source: SourceTerm
    package let act: Act
    /// What the provider that made it says of it, kept as it is; nil for what was made here alone.
    package let provider: ProviderMark?

    package init(
        _ source: SourceTerm,
        _ act: Act = .created(references: 0),
        from provider: ProviderMark? = nil
    ) {
        self.source = source
        self.act = act
        self.provider = provider
    }

    /// The relationship and number of the other pictures that took part.
    var ingredients: (relationship: String, count: Int) {
        switch act {
        case .created(let references): ("inputTo", min(max(references, 0), Self.mostIngredients))
        case .edited: ("parentOf", 1)
        case .composed(let pictures): ("componentOf", min(max(pictures, 1), Self.mostIngredients))
        }
    }
}
