/// A model of the native API.
public struct ModelBody: Codable, Sendable, Hashable {
    /// The id to send as `model`.
    public var id: String
    /// Its name in the request's language.
    public var name: String
    /// What it is, in the request's language.
    public var summary: String
    /// Other names that lead to it.
    public var aliases: [String]
    /// What it can do.
    public var tasks: [String]
    /// `drawing` (by rules, no trained model) or `generative`.
    public var kind: String
    /// Whether prompts and pictures stay on this server.
    public var staysHere: Bool
    /// `here`, or the country where prompts go.
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
        price: PriceBody,
        typicalSeconds: [String: Double],
        retires: String?
    ) {
        self.id = id
        self.name = name
        self.summary = summary
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
        self.price = price
        self.typicalSeconds = typicalSeconds
        self.retires = retires
    }

    enum CodingKeys: String, CodingKey {
        case id, name, summary, aliases, tasks, kind, place, sizes, resolutions, styles, price, retires
        case staysHere = "stays_here"
        case aspectRatios = "aspect_ratios"
        case mostImages = "most_images"
        case takesSeed = "takes_seed"
        case typicalSeconds = "typical_seconds"
    }
}
