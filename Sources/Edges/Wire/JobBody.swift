/// A job of the native API.
public struct JobBody: Codable, Sendable, Hashable {
    /// The job's id, `job_…`.
    public var id: String
    /// `queued`, `running`, `succeeded`, `failed` or `canceled`.
    public var status: String
    /// `generate`, `edit`, `compose`, `typeset`, `upscale`, or `upload` for a picture that was brought.
    public var task: String
    /// The id of the model that does it.
    public var model: String
    /// One of the model's styles, if one was chosen.
    public var style: String?
    /// The words it was asked with; empty where none were needed.
    public var prompt: String
    /// In pixels, `1024x1024`.
    public var size: String
    /// How many pictures were asked for.
    public var n: Int
    /// The seed of the first picture.
    public var seed: Int
    /// From 0 to 1.
    public var progress: Double
    /// What is being done now.
    public var stage: String
    /// What it may cost.
    public var price: PriceBody
    /// RFC 3339, UTC.
    public var createdAt: String
    /// RFC 3339, UTC; nil while it has not ended.
    public var finishedAt: String?
    /// Until when its pictures are kept unless they are used again; RFC 3339, UTC.
    public var expiresAt: String?
    /// The pictures it works on.
    public var inputs: [InputBody]
    /// The picture that its results are other states of.
    public var parent: String?
    /// The steps of an edit, those that its words stand for included.
    public var steps: [[String: JSONPart]]?
    /// What lies over the result of the steps.
    public var layers: [[String: JSONPart]]?
    /// The scene that is drawn, where it was written or changed.
    public var scene: [String: JSONPart]?
    /// The layers of a composition or a typeset picture.
    public var document: [String: JSONPart]?
    /// The text on a picture that was made of words.
    public var text: [String: JSONPart]?
    /// How many times as wide and high the picture becomes.
    public var scale: Int?
    /// How it is enlarged.
    public var method: String?
    /// What is not to be seen, where that was said.
    public var negativePrompt: String?
    /// The picture that it goes on with, where it does.
    public var conversationOf: String?
    /// The pictures that are ready.
    public var images: [ImageBody]
    /// What is worth saying about the result.
    public var notes: [NoteBody]
    /// Why it failed.
    public var error: JobErrorBody?
    /// The id of the API key that it was ordered with, `key_…`; nil where it was ordered without one.
    public var key: String?

    /// Makes a body of all its members.
    public init(
        id: String,
        status: String,
        task: String,
        model: String,
        style: String?,
        prompt: String,
        size: String,
        n: Int,
        seed: Int,
        progress: Double,
        stage: String,
        price: PriceBody,
        createdAt: String,
        finishedAt: String?,
        expiresAt: String?,
        inputs: [InputBody],
        parent: String?,
        steps: [[String: JSONPart]]?,
        layers: [[String: JSONPart]]?,
        scene: [String: JSONPart]?,
        document: [String: JSONPart]?,
        text: [String: JSONPart]?,
        scale: Int?,
        method: String?,
        negativePrompt: String?,
        conversationOf: String?,
        images: [ImageBody],
        notes: [NoteBody],
        error: JobErrorBody?,
        key: String? = nil
    ) {
        self.id = id
        self.status = status
        self.task = task
        self.model = model
        self.style = style
        self.prompt = prompt
        self.size = size
        self.n = n
        self.seed = seed
        self.progress = progress
        self.stage = stage
        self.price = price
        self.createdAt = createdAt
        self.finishedAt = finishedAt
        self.expiresAt = expiresAt
        self.inputs = inputs
        self.parent = parent
        self.steps = steps
        self.layers = layers
        self.scene = scene
        self.document = document
        self.text = text
        self.scale = scale
        self.method = method
        self.negativePrompt = negativePrompt
        self.conversationOf = conversationOf
        self.images = images
        self.notes = notes
        self.error = error
        self.key = key
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, status, task, model, style, prompt, size, n, seed, progress, stage, price, images, notes,
            error, key, inputs, parent, steps, layers, scene, document, text, scale, method
        case createdAt = "created_at"
        case finishedAt = "finished_at"
        case expiresAt = "expires_at"
        case negativePrompt = "negative_prompt"
        case conversationOf = "conversation_of"
    }

    /// Writes every member, absent ones as null, so that readers see one shape.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(status, forKey: .status)
        try container.encode(task, forKey: .task)
        try container.encode(model, forKey: .model)
        try container.encode(style, forKey: .style)
        try container.encode(prompt, forKey: .prompt)
        try container.encode(size, forKey: .size)
        try container.encode(n, forKey: .n)
        try container.encode(seed, forKey: .seed)
        try container.encode(progress, forKey: .progress)
        try container.encode(stage, forKey: .stage)
        try container.encode(price, forKey: .price)
        try container.encode(createdAt, forKey: .createdAt)
        try container.encode(finishedAt, forKey: .finishedAt)
        try container.encode(expiresAt, forKey: .expiresAt)
        try container.encode(inputs, forKey: .inputs)
        try container.encode(parent, forKey: .parent)
        try container.encode(steps, forKey: .steps)
        try container.encode(layers, forKey: .layers)
        try container.encode(scene, forKey: .scene)
        try container.encode(document, forKey: .document)
        try container.encode(text, forKey: .text)
        try container.encode(scale, forKey: .scale)
        try container.encode(method, forKey: .method)
        try container.encode(negativePrompt, forKey: .negativePrompt)
        try container.encode(conversationOf, forKey: .conversationOf)
        try container.encode(images, forKey: .images)
        try container.encode(notes, forKey: .notes)
        try container.encode(error, forKey: .error)
        try container.encode(key, forKey: .key)
    }
}

/// A picture that a job works on.
public struct InputBody: Codable, Sendable, Hashable {
    /// `img_…`; it may have been deleted since.
    public var id: String
    /// `picture` or `mask`.
    public var role: String

    /// Makes an input of its members.
    public init(id: String, role: String) {
        self.id = id
        self.role = role
    }
}

/// A price.
public struct PriceBody: Codable, Sendable, Hashable {
    /// In whole credits.
    public var credits: Int

    /// Makes a price.
    public init(credits: Int) {
        self.credits = credits
    }
}

/// A remark about a result.
public struct NoteBody: Codable, Sendable, Hashable {
    /// A stable name, such as `words_not_drawn`.
    public var code: String
    /// The remark in the request's language.
    public var detail: String
    /// The words of the prompt that it is about.
    public var words: [String]
    /// Where a person can be asked to look again, if it is a refusal.
    public var appealURL: String?

    /// Makes a note.
    public init(
        code: String,
        detail: String,
        words: [String],
        appealURL: String? = nil
    ) {
        self.code = code
        self.detail = detail
        self.words = words
        self.appealURL = appealURL
    }

    private enum CodingKeys: String, CodingKey {
        case code, detail, words
        case appealURL = "appeal_url"
    }
}

/// Why a job failed.
public struct JobErrorBody: Codable, Sendable, Hashable {
    /// A stable name.
    public var code: String
    /// What happened and what to do, in the request's language.
    public var detail: String
    /// Whether anything was charged: never, for a job that failed.
    public var charged: Bool

    /// Makes an error.
    public init(
        code: String,
        detail: String,
        charged: Bool
    ) {
        self.code = code
        self.detail = detail
        self.charged = charged
    }
}
