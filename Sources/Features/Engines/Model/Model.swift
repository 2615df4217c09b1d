import FoundationEssentials
package import Kernel

/// A row of the model registry: what a model is, takes and costs.
///
/// Data, not code.
package struct Model: Hashable, Sendable, Codable {
    /// What people must be told about how a picture comes about.
    package enum Kind: String, Sendable, Codable {
        /// Drawn by rules; no trained model.
        case drawing
        /// Made by a trained model.
        case generative
    }

    /// Which sizes a model makes.
    package enum Sizes: String, Sendable, Codable {
        /// Every size within the bounds of `ImageSpec`.
        case any
        /// Only the sizes of its ratios and resolutions.
        case table
    }

    /// What is being asked of a model.
    package enum Task: String, Sendable, Codable {
        case generate
    }

    package let id: String
    /// Which engine runs it.
    package let engine: String
    package let aliases: [String]
    package let tasks: [Task]
    package let kind: Kind
    package let sizes: Sizes
    package let aspectRatios: [AspectRatio]
    package let resolutions: [Resolution]
    package let styles: [String]
    package let mostImages: Int
    package let takesSeed: Bool
    package let creditsPerImage: Int64
    /// Seconds an image usually takes, by resolution.
    package let typicalSeconds: [String: Double]
    /// `here`, or the two letters of the country where prompts go.
    package let place: String
    /// The day, `2027-05-28`, from which it is refused.
    package let retires: String?
    package let replacement: String?

    package var price: Credits { Credits(creditsPerImage) }

    func isOffered(at moment: Timestamp) -> Bool {
        retires.map { "\(moment)".prefix(10) < $0 } ?? true
    }

    /// Whether prompts stay on this server.
    package var staysHere: Bool { place == "here" }

    enum CodingKeys: String, CodingKey {
        case id, engine, aliases, tasks, kind, sizes, styles, place, retires, replacement
        case aspectRatios = "aspect_ratios"
        case resolutions
        case mostImages = "most_images"
        case takesSeed = "takes_seed"
        case creditsPerImage = "credits_per_image"
        case typicalSeconds = "typical_seconds"
    }
}

extension Model {
    /// Refuses, by field, what this model cannot do.
    package func check(
        size: PixelSize,
        count: Int,
        style: String?
    ) throws(Problem) {
        guard (1...mostImages).contains(count) else {
            throw Problem(.countOutOfBounds, field: "n", ["limit": "\(mostImages)"])
        }
        guard sizes == .any || tableSizes.contains(size) else {
            throw Problem(.sizeUnsupported, field: "size", ["model": id])
        }
        if let style, !styles.contains(style) {
            throw Problem(.styleUnknown, field: "style", ["styles": styles.joined(separator: ", ")])
        }
    }

    private var tableSizes: [PixelSize] {
        aspectRatios.flatMap { ratio in resolutions.map { PixelSize(ratio, $0) } }
    }
}
