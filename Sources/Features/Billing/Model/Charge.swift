package import Kernel

/// What a job may cost: set aside when it is accepted, spent picture by picture.
package struct Charge: Hashable, Sendable {
    package let pricePerImage: Credits
    package let images: Int
    /// How many pictures the payer may have a day; nil without a limit.
    package let dailyLimit: Int?
    /// Of the key that the job is ordered with; nil where it comes without one.
    package let budget: KeyBudget?
    /// What makes the pictures, for whoever looks at what was used.
    package let model: String?

    package init(
        pricePerImage: Credits,
        images: Int,
        dailyLimit: Int?,
        budget: KeyBudget? = nil,
        model: String? = nil
    ) {
        self.pricePerImage = pricePerImage
        self.images = images
        self.dailyLimit = dailyLimit
        self.budget = budget
        self.model = model
    }

    package var total: Credits { pricePerImage * images }
}
