/// What `POST /api/jobs` takes.
public struct NewJobBody: Codable, Sendable, Hashable {
    /// `generate`, also when absent.
    public var task: String?
    /// What to show: 1 to 32,000 Unicode scalars.
    public var prompt: String
    /// A model's id or alias; `default` when absent.
    public var model: String?
    /// `WIDTHxHEIGHT` in pixels; instead of `aspect_ratio` and `resolution`.
    public var size: String?
    /// `1:1` … `8:1`; `1:1` when absent.
    public var aspectRatio: String?
    /// `1K`, `2K` or `4K`; `1K` when absent.
    public var resolution: String?
    /// How many pictures, 1 to 10; 1 when absent.
    public var n: Int?
    /// From 0 to 2,147,483,647; a random one when absent.
    ///
    /// The same seed makes the same pixels.
    public var seed: Int?
    /// One of the model's styles.
    public var style: String?
    /// The picture that the new ones vary.
    public var variationOf: String?

    /// Makes a request.
    public init(
        task: String? = nil,
        prompt: String,
        model: String? = nil,
        size: String? = nil,
        aspectRatio: String? = nil,
        resolution: String? = nil,
        n: Int? = nil,
        seed: Int? = nil,
        style: String? = nil,
        variationOf: String? = nil
    ) {
        self.task = task
        self.prompt = prompt
        self.model = model
        self.size = size
        self.aspectRatio = aspectRatio
        self.resolution = resolution
        self.n = n
        self.seed = seed
        self.style = style
        self.variationOf = variationOf
    }

    /// The members that exist; every other one is refused.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case task, prompt, model, size, resolution, n, seed, style
        case aspectRatio = "aspect_ratio"
        case variationOf = "variation_of"
    }
}
