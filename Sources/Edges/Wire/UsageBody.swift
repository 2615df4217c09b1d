/// What somebody has used, by the ledger.
public struct UsageBody: Codable, Sendable, Hashable {
    /// Today in UTC, `2026-11-30`.
    public var day: String
    /// When today's limits begin anew; RFC 3339, UTC.
    public var resetsAt: String
    /// Since 00:00 UTC.
    public var today: SpendingBody
    /// In thirty days, today's included.
    public var thirtyDays: SpendingBody
    /// Credits that are there to spend.
    public var freeCredits: Int
    /// Jobs that wait or run.
    public var openJobs: Int
    /// What there may be at most.
    public var limits: UsageLimitsBody
    /// The key that asks; absent for whoever asks without one.
    public var key: KeyUsageBody?
    /// The same by key.
    public var byKey: [UsageByKeyBody]
    /// The same by model.
    public var byModel: [UsageByModelBody]

    /// Makes a body of its members.
    public init(
        day: String,
        resetsAt: String,
        today: SpendingBody,
        thirtyDays: SpendingBody,
        freeCredits: Int,
        openJobs: Int,
        limits: UsageLimitsBody,
        key: KeyUsageBody?,
        byKey: [UsageByKeyBody],
        byModel: [UsageByModelBody]
    ) {
        self.day = day
        self.resetsAt = resetsAt
        self.today = today
        self.thirtyDays = thirtyDays
        self.freeCredits = freeCredits
        self.openJobs = openJobs
        self.limits = limits
        self.key = key
        self.byKey = byKey
        self.byModel = byModel
    }

    private enum CodingKeys: String, CodingKey {
        case day, today, limits, key
        case resetsAt = "resets_at"
        case thirtyDays = "thirty_days"
        case freeCredits = "free_credits"
        case openJobs = "open_jobs"
        case byKey = "by_key"
        case byModel = "by_model"
    }
}

/// Pictures and credits that jobs spent, or hold while they run.
public struct SpendingBody: Codable, Sendable, Hashable {
    /// Pictures.
    public var images: Int
    /// Whole credits.
    public var credits: Int

    /// Makes a body of its members.
    public init(images: Int, credits: Int) {
        self.images = images
        self.credits = credits
    }
}

/// What one may at most; what is absent has no limit.
public struct UsageLimitsBody: Codable, Sendable, Hashable {
    /// Pictures a day of models that cost nothing.
    public var imagesPerDay: Int?
    /// Pictures a day of models that cost whoever runs the server.
    public var paidImagesPerDay: Int?
    /// Jobs that wait or run at once.
    public var openJobs: Int
    /// Batches a day.
    public var batchesPerDay: Int?
    /// Files a day that are brought.
    public var uploadsPerDay: Int?

    /// Makes a body of its members.
    public init(
        imagesPerDay: Int?,
        paidImagesPerDay: Int?,
        openJobs: Int,
        batchesPerDay: Int?,
        uploadsPerDay: Int?
    ) {
        self.imagesPerDay = imagesPerDay
        self.paidImagesPerDay = paidImagesPerDay
        self.openJobs = openJobs
        self.batchesPerDay = batchesPerDay
        self.uploadsPerDay = uploadsPerDay
    }

    private enum CodingKeys: String, CodingKey {
        case imagesPerDay = "images_per_day"
        case paidImagesPerDay = "paid_images_per_day"
        case openJobs = "open_jobs"
        case batchesPerDay = "batches_per_day"
        case uploadsPerDay = "uploads_per_day"
    }
}

/// What the asking key has used, and its own limits.
public struct KeyUsageBody: Codable, Sendable, Hashable {
    /// The key's id, `key_…`.
    public var id: String
    /// Its pictures a day; absent without a limit of its own.
    public var imagesPerDay: Int?
    /// Its credits in thirty days; absent without a limit of its own.
    public var creditsPerMonth: Int?
    /// Since 00:00 UTC.
    public var today: SpendingBody
    /// In thirty days, today's included.
    public var thirtyDays: SpendingBody

    /// Makes a body of its members.
    public init(
        id: String,
        imagesPerDay: Int?,
        creditsPerMonth: Int?,
        today: SpendingBody,
        thirtyDays: SpendingBody
    ) {
        self.id = id
        self.imagesPerDay = imagesPerDay
        self.creditsPerMonth = creditsPerMonth
        self.today = today
        self.thirtyDays = thirtyDays
    }

    private enum CodingKeys: String, CodingKey {
        case id, today
        case imagesPerDay = "images_per_day"
        case creditsPerMonth = "credits_per_month"
        case thirtyDays = "thirty_days"
    }
}

/// What was used with one key.
public struct UsageByKeyBody: Codable, Sendable, Hashable {
    /// The key's id; absent for what was ordered without one.
    public var key: String?
    /// Since 00:00 UTC.
    public var today: SpendingBody
    /// In thirty days, today's included.
    public var thirtyDays: SpendingBody

    /// Makes a body of its members.
    public init(key: String?, today: SpendingBody, thirtyDays: SpendingBody) {
        self.key = key
        self.today = today
        self.thirtyDays = thirtyDays
    }

    private enum CodingKeys: String, CodingKey {
        case key, today
        case thirtyDays = "thirty_days"
    }
}

/// What was used of one model.
public struct UsageByModelBody: Codable, Sendable, Hashable {
    /// The model's id; absent for what was ordered before models were noted.
    public var model: String?
    /// Since 00:00 UTC.
    public var today: SpendingBody
    /// In thirty days, today's included.
    public var thirtyDays: SpendingBody

    /// Makes a body of its members.
    public init(model: String?, today: SpendingBody, thirtyDays: SpendingBody) {
        self.model = model
        self.today = today
        self.thirtyDays = thirtyDays
    }

    private enum CodingKeys: String, CodingKey {
        case model, today
        case thirtyDays = "thirty_days"
    }
}
