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
        /// Does to pictures what a person says; no trained model.
        case editing
        /// Makes a person's pictures larger, a trained network's help included; adds nothing to what they show.
        case enhancing
    }

    /// Which sizes a model makes.
    package enum Sizes: String, Sendable, Codable {
        /// Every size within the bounds of `ImageSpec`.
        case any
        /// Only the sizes of its ratios and resolutions.
        case table
        /// Whatever follows from the pictures it is given.
        case source
    }

    /// What is being asked of a model.
    package enum Task: String, CaseIterable, Sendable, Codable {
        case generate
        case edit
        case compose
        case typeset
        case upscale
        /// Asked of no model: the person brought the picture.
        case upload
    }

    package let id: String
    /// As its maker calls it, in every language; nil for models of the product, which the catalogues name.
    package let name: String?
    /// Who makes it or runs it, by the name that people know.
    package let provider: String?
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
    /// `here`, `own` for a server of the operator's elsewhere, or the two letters of the country where prompts go.
    package private(set) var place: String
    /// The day, `2027-05-28`, from which it is refused.
    package let retires: String?
    package let replacement: String?
    /// What the engine calls it; nil where that is its id.
    package let upstream: String?
    /// Engines that make it when the first cannot, and what they call it.
    package let fallbacks: [Fallback]?
    /// How many pictures it takes beside words; nil for none.
    package let references: Int?
    /// How many of them it cannot do without; nil for none.
    package let neededReferences: Int?
    /// Whether an edit can be kept to a part of its first picture; nil for no.
    package let takesMask: Bool?
    /// Whether it cannot do without being told the part; nil for no.
    package let needsMask: Bool?
    /// Whether it goes on from what was said and shown before; nil for no.
    package let keepsTurns: Bool?
    /// Seconds that one picture may take, by resolution; nil for the usual ones.
    package let limits: [String: Double]?
    /// What the provider takes of whoever runs this server for one picture, about, in US dollars, by resolution; nil where
    /// nobody takes anything, or it depends.
    package let usdPerImage: [String: Double]?
    /// Whether it can be told what not to show; nil for no.
    package let takesNegative: Bool?
    /// What it makes to the pixel beside the sizes of its table; nil for nothing.
    package var exactSizes: ExactSizes?

    /// Another engine for the same model.
    package struct Fallback: Hashable, Sendable, Codable {
        package let engine: String
        package let model: String
    }

    package var price: Credits { Credits(creditsPerImage) }

    /// Its id and aliases.
    var names: [String] { [id] + aliases }

    func isOffered(at moment: Timestamp) -> Bool {
        retires.map { "\(moment)".prefix(10) < $0 } ?? true
    }

    /// Whether prompts stay on this server.
    package var staysHere: Bool { place == Place.here }

    /// Whether prompts go to somebody else than whoever runs this server.
    package var isElsewhere: Bool { place != Place.here && place != Place.own }

    /// Whether it was trained on pictures and makes them: words are an order to it, not a list of steps.
    package var isGenerative: Bool { kind == .generative }

    /// The same model, with its prompts going there.
    func at(_ place: String) -> Model {
        var model = self
        model.place = place
        return model
    }

    package var mostReferences: Int { references ?? 0 }

    package var leastReferences: Int { neededReferences ?? 0 }

    /// Words of `place` that are no countries.
    package enum Place {
        package static let here = "here"
        package static let own = "own"
    }

    enum CodingKeys: String, CodingKey {
        case id, name, provider, engine, aliases, tasks, kind, sizes, styles, place, retires, replacement
        case aspectRatios = "aspect_ratios"
        case resolutions
        case mostImages = "most_images"
        case takesSeed = "takes_seed"
        case creditsPerImage = "credits_per_image"
        case typicalSeconds = "typical_seconds"
        case upstream, fallbacks, limits
        case references = "most_references"
        case neededReferences = "least_references"
        case takesMask = "takes_mask"
        case needsMask = "needs_mask"
        case keepsTurns = "keeps_turns"
        case usdPerImage = "usd_per_image"
        case takesNegative = "takes_negative"
        case exactSizes = "exact_sizes"
    }
}

extension Model {
    /// Refuses, by field, what this model cannot do; `size` is nil where it follows from pictures.
    package func check(
        size: PixelSize?,
        count: Int,
        style: String?
    ) throws(Problem) {
        guard (1...mostImages).contains(count) else {
            throw Problem(.countOutOfBounds, field: "n", ["limit": "\(mostImages)"])
        }
        if let size, sizes == .table, !tableSizes.contains(size), exactSizes?.contains(size) != true {
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
