package import Kernel

/// Pictures and credits that jobs have spent, or hold while they run.
package struct Spending: Hashable, Sendable {
    package let images: Int
    package let credits: Credits

    package static let none = Spending(images: 0, credits: .zero)

    package init(images: Int, credits: Credits) {
        self.images = images
        self.credits = credits
    }

    package static func + (one: Spending, other: Spending) -> Spending {
        Spending(images: one.images + other.images, credits: one.credits + other.credits)
    }
}

/// What somebody used with one key, or without any, of one model.
package struct UsageLine: Hashable, Sendable {
    /// Nil for what was ordered on the website.
    package let key: APIKeyID?
    /// Nil for what was ordered before models were noted.
    package let model: String?
    /// Since 00:00 UTC.
    package let today: Spending
    /// In thirty days, today's included.
    package let month: Spending
}
