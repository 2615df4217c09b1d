package import Kernel

/// What a job may cost: set aside when it is accepted, spent picture by picture.
package struct Charge: Hashable, Sendable {
    package let pricePerImage: Credits
    package let images: Int
    /// How many pictures the payer may have a day; nil without a limit.
    package let dailyLimit: Int?

    package init(
        pricePerImage: Credits,
        images: Int,
        dailyLimit: Int?
    ) {
        self.pricePerImage = pricePerImage
        self.images = images
        self.dailyLimit = dailyLimit
    }

    package var total: Credits { pricePerImage * images }
}
