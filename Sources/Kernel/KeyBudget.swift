/// What one key may spend, beside what its account may; nil is without a limit of its own.
package struct KeyBudget: Hashable, Sendable {
    package let key: APIKeyID
    /// Of pictures, until 00:00 UTC.
    package let imagesPerDay: Int?
    /// Of credits, in thirty days.
    package let creditsPerMonth: Credits?

    package init(
        _ key: APIKeyID,
        imagesPerDay: Int? = nil,
        creditsPerMonth: Credits? = nil
    ) {
        self.key = key
        self.imagesPerDay = imagesPerDay
        self.creditsPerMonth = creditsPerMonth
    }
}

/// What one key has spent of its budget, or holds for jobs that run.
package struct KeySpending: Hashable, Sendable {
    /// Pictures since 00:00 UTC.
    package let imagesToday: Int
    /// In the last thirty days.
    package let creditsOfMonth: Credits

    package static let none = KeySpending(imagesToday: 0, creditsOfMonth: .zero)

    package init(imagesToday: Int, creditsOfMonth: Credits) {
        self.imagesToday = imagesToday
        self.creditsOfMonth = creditsOfMonth
    }
}
