/// What `POST /api/batches` takes: a template or none, rows in one of three forms, and what holds where a row says nothing.
public struct NewBatchBody: Codable, Sendable, Hashable {
    /// A prompt with variables: `a {animal} in {place}`; absent where each row has words of its own.
    public var template: String?
    /// From 1 to 500 rows: what fills the variables, and what a row wants otherwise, by name.
    public var rows: [[String: JSONPart]]?
    /// The same as a table (RFC 4180) whose first line names the columns.
    public var csv: String?
    /// Prompts, one a line; or what fills the only variable of the template.
    public var list: String?
    /// A model's id or alias; `default` when absent.
    public var model: String?
    /// `WIDTHxHEIGHT` in pixels; instead of `aspect_ratio` and `resolution`.
    public var size: String?
    /// `1:1` … `8:1`; `1:1` when absent.
    public var aspectRatio: String?
    /// `1K`, `2K` or `4K`; `1K` when absent.
    public var resolution: String?
    /// How many pictures a row, 1 to 10; 1 when absent.
    public var n: Int?
    /// From 0 to 2,147,483,647; a random one for each row when absent.
    public var seed: Int?
    /// One of the model's styles.
    public var style: String?
    /// What is not to be seen, for models that can be told.
    public var negativePrompt: String?
    /// What `POST /api/age` answered; whoever has no account needs it once, before a model whose `place` is a country.
    public var ageTicket: String?

    /// Makes a request.
    public init(
        template: String? = nil,
        rows: [[String: JSONPart]]? = nil,
        csv: String? = nil,
        list: String? = nil,
        model: String? = nil,
        size: String? = nil,
        aspectRatio: String? = nil,
        resolution: String? = nil,
        n: Int? = nil,
        seed: Int? = nil,
        style: String? = nil,
        negativePrompt: String? = nil,
        ageTicket: String? = nil
    ) {
        self.template = template
        self.rows = rows
        self.csv = csv
        self.list = list
        self.model = model
        self.size = size
        self.aspectRatio = aspectRatio
        self.resolution = resolution
        self.n = n
        self.seed = seed
        self.style = style
        self.negativePrompt = negativePrompt
        self.ageTicket = ageTicket
    }

    /// The members that exist; every other one is refused.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case template, rows, csv, list, model, size, resolution, n, seed, style
        case aspectRatio = "aspect_ratio"
        case negativePrompt = "negative_prompt"
        case ageTicket = "age_ticket"
    }
}

/// Many orders that were given together.
public struct BatchBody: Codable, Sendable {
    /// The batch's id, `bat_…`.
    public var id: String
    /// `running`, or `ended` once every row has come to its end.
    public var status: String
    /// The template, if there is one.
    public var template: String?
    /// How many rows it has.
    public var count: Int
    /// Rows by status; every status is there.
    public var counts: [String: Int]
    /// From 0 to 1.
    public var progress: Double
    /// What its jobs cost, or may cost while they run.
    public var price: PriceBody
    /// RFC 3339, UTC.
    public var createdAt: String
    /// Some of its rows, where one batch was asked for.
    public var rows: ListBody<BatchRowBody>?

    /// Makes a body of all its members.
    public init(
        id: String,
        status: String,
        template: String?,
        count: Int,
        counts: [String: Int],
        progress: Double,
        price: PriceBody,
        createdAt: String,
        rows: ListBody<BatchRowBody>?
    ) {
        self.id = id
        self.status = status
        self.template = template
        self.count = count
        self.counts = counts
        self.progress = progress
        self.price = price
        self.createdAt = createdAt
        self.rows = rows
    }

    enum CodingKeys: String, CodingKey {
        case id, status, template, count, counts, progress, price, rows
        case createdAt = "created_at"
    }
}

/// One row of a batch, and what became of it.
public struct BatchRowBody: Codable, Sendable, Hashable {
    /// From 0.
    public var index: Int
    /// Where it stood, from 1: a text's line, or which of several rows it is.
    public var line: Int
    /// Its words, with the template filled.
    public var prompt: String
    /// `waiting`, `queued`, `running`, `succeeded`, `failed`, `canceled` or `refused`.
    public var status: String
    /// The job that it became, `job_…`.
    public var job: String?
    /// The pictures that are ready.
    public var images: [ImageBody]
    /// Why it was refused or failed; it cost nothing then.
    public var error: ProblemBody?

    /// Makes a body of all its members.
    public init(
        index: Int,
        line: Int,
        prompt: String,
        status: String,
        job: String?,
        images: [ImageBody],
        error: ProblemBody?
    ) {
        self.index = index
        self.line = line
        self.prompt = prompt
        self.status = status
        self.job = job
        self.images = images
        self.error = error
    }
}
