package import Kernel

/// What somebody orders in many rows.
package struct BatchWish: Sendable {
    package let recipe: BatchRecipe
    package let sheet: BatchSheet
    package var idempotencyKey: IdempotencyKey?
    /// Of the key that the batch comes with; what its rows cost counts there too.
    package var budget: KeyBudget?

    package init(_ recipe: BatchRecipe, _ sheet: BatchSheet, idempotencyKey: IdempotencyKey? = nil) {
        self.recipe = recipe
        self.sheet = sheet
        self.idempotencyKey = idempotencyKey
    }

    /// Everything that makes this batch another one, for comparing retries.
    package var fingerprint: String {
        let rows = sheet.lines.map { OrderTask.text(of: $0.values) }
        let key = budget?.key.text ?? ""
        return ([key, recipe.template?.text ?? "", OrderTask.text(of: recipe.defaults)] + rows)
            .joined(separator: "\u{0}")
    }
}

/// What a batch comes to, if every row is made.
package struct BatchEstimate: Hashable, Sendable {
    package let images: Int
    package let price: Credits
    /// Whether words go to somebody else's server.
    package let leaves: Bool

    package init(images: Int, price: Credits, leaves: Bool = false) {
        (self.images, self.price, self.leaves) = (images, price, leaves)
    }
}
