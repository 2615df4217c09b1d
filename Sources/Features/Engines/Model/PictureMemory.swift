/// What a server gave along with a picture, to be handed back when somebody goes on with it.
///
/// It says something to the engine and the model that gave it and to nobody else; whoever keeps it does not look into it.
package struct PictureMemory: Hashable, Sendable, Codable {
    /// In bytes, of all its texts: what is longer is not kept, and the picture goes back without it.
    package static let longest = 4 << 20

    /// By its name in the registry.
    package let engine: String
    /// As the engine knows it.
    package let model: String
    /// Of the picture, exactly as it was received.
    package let signature: String
    /// What the model said along with it under signatures of its own, in its order.
    package let words: [SignedWords]

    /// Nil for more than is kept.
    package init?(
        engine: String,
        model: String,
        signature: String,
        words: [SignedWords] = []
    ) {
        let sizes = [signature.utf8.count] + words.map { $0.text.utf8.count + $0.signature.utf8.count }
        guard sizes.reduce(0, +) <= Self.longest else { return nil }
        self.engine = engine
        self.model = model
        self.signature = signature
        self.words = words
    }
}

/// Words of a model's, and what it gave along with them, exactly as both were received.
package struct SignedWords: Hashable, Sendable, Codable {
    package let text: String
    package let signature: String

    package init(text: String, signature: String) {
        self.text = text
        self.signature = signature
    }
}
