/// A model of the native API.
public struct ModelBody: Codable, Sendable, Hashable {
    /// The id to send as `model`.
    public var id: String
    /// Its name in the request's language.
    public var name: String
    /// What it is, in the request's language.
    public var summary: String
    /// Who makes it or runs it; absent for what is the product's own.
    public var provider: String?
    /// Other names that lead to it.
    public var aliases: [String]
    /// What it can do.
    public var tasks: [String]
    /// `drawing` (by rules, no trained model) or `generative`.
    public var kind: String
    /// Whether prompts and pictures stay on this server.
    public var staysHere: Bool
    /// `here`, `own` for another server of whoever runs this one, or the country where prompts go.
    public var place: String
    /// `any`, or `table` for those of its ratios and resolutions only.
    public var sizes: String
    /// The shapes it makes.
    public var aspectRatios: [String]
    /// The resolutions it makes.
    public var resolutions: [String]
    /// The styles it knows.
    public var styles: [String]
    /// How many pictures one job may ask for.
    public var mostImages: Int
    /// Whether a seed makes the same picture again.
    public var takesSeed: Bool
    /// How many pictures it cannot do without.
    public var leastReferences: Int
    /// How many pictures it takes beside words.
    public var mostReferences: Int
    /// Whether an edit can be kept to a part of a picture.
    public var takesMask: Bool
    /// Whether it cannot do without a mask.
    public var needsMask: Bool
    /// What the provider takes of whoever runs this server for one picture, about, in US dollars, by resolution.
    public var usdPerImage: [String: Double]?
    /// Whether it can be told what not to show.
    public var takesNegative: Bool
    /// What one picture costs.
    public var price: PriceBody
    /// Seconds that one picture usually takes, by resolution.
    public var typicalSeconds: [String: Double]
    /// The day from which it is refused.
    public var retires: String?

    /// Makes a body of all its members.
    public init(
        id: String,
        name: String,
        summary: String,
        provider: String?,
        aliases: [String],
        tasks: [String],
        kind: String,
        staysHere: Bool,
        place: String,
        sizes: String,
        aspectRatios: [String],
        resolutions: [String],
        styles: [String],
        mostImages: Int,
        takesSeed: Bool,
        leastReferences: Int,
        mostReferences: Int,
        takesMask: Bool,
        needsMask: Bool,
        usdPerImage: [String: Double]?,
        takesNegative: Bool,
        price: PriceBody,
        typicalSeconds: [String: Double],
        retires: String?
    ) {
        self.id = id
        self.name = name
        self.summary = summary
        self.provider = provider
        self.aliases = aliases
        self.tasks = tasks
        self.kind = kind
        self.staysHere = staysHere
        self.place = place
        self.sizes = sizes
        self.aspectRatios = aspectRatios
        self.resolutions = resolutions
        self.styles = styles
        self.mostImages = mostImages
        self.takesSeed = takesSeed
        self.leastReferences = leastReferences
        self.mostReferences = mostReferences
        self.takesMask = takesMask
        self.needsMask = needsMask
        self.usdPerImage = usdPerImage
        self.takesNegative = takesNegative
        self.price = price
        self.typicalSeconds = typicalSeconds
        self.retires = retires
    }

    enum CodingKeys: String, CodingKey {
        case id, name, summary, provider, aliases, tasks, kind, place, sizes, resolutions, styles, price,
            retires
        case staysHere = "stays_here"
        case aspectRatios = "aspect_ratios"
        case mostImages = "most_images"
        case takesSeed = "takes_seed"
        case leastReferences = "least_references"
        case mostReferences = "most_references"
        case takesMask = "takes_mask"
        case needsMask = "needs_mask"
        case usdPerImage = "usd_per_image"
        case takesNegative = "takes_negative"
        case typicalSeconds = "typical_seconds"
    }
}
