package import Wire

extension NanoBananaPro {
    /// What is to be made.
    ///
    /// ```swift
    /// var order = NanoBananaPro.Order.generate("two paper boats at dusk")
    /// order.size = .shape("3:2", .r2K)
    /// order.count = 2
    /// ```
    public struct Order: Hashable, Sendable {
        /// As the native API takes it.
        package var body: NewJobBody
        /// The order's name for the server; the same order under the same name is one job for 24 hours.
        ///
        /// Give it one to be safe against a crash of your own program too; otherwise each `submit` makes one up.
        public var idempotencyKey: String?

        /// Takes an order as the native API takes it.
        package init(_ body: NewJobBody) {
            self.body = body
        }
    }
}

extension NanoBananaPro.Order {
    /// A model's id or alias; `default` when nil.
    public var model: String? {
        get { body.model }
        set { body.model = newValue }
    }

    /// How large the pictures are to be.
    public var size: Size? {
        get { Size(body) }
        set { body.set(newValue) }
    }

    /// How many pictures, 1 to 10; 1 when nil.
    public var count: Int? {
        get { body.n }
        set { body.n = newValue }
    }

    /// From 0 to 2,147,483,647; the same seed makes the same pixels, and nil a random one.
    public var seed: Int? {
        get { body.seed }
        set { body.seed = newValue }
    }

    /// One of the model's styles.
    public var style: String? {
        get { body.style }
        set { body.style = newValue }
    }

    /// What is not to be seen, for models that can be told.
    public var negativePrompt: String? {
        get { body.negativePrompt }
        set { body.negativePrompt = newValue }
    }

    /// The pictures to work on, or to go by; of an edit the first is edited.
    public var pictures: [NanoBananaPro.Picture.ID] {
        get { (body.images ?? []).map { NanoBananaPro.Picture.ID($0) } }
        set { body.images = newValue.isEmpty ? nil : newValue.map(\.text) }
    }

    /// Where to edit: a picture as large as the one that is edited, white where something is to be done.
    public var mask: NanoBananaPro.Picture.ID? {
        get { body.mask.map { NanoBananaPro.Picture.ID($0) } }
        set { body.mask = newValue?.text }
    }

    /// The steps of an edit, done after what its words say.
    public var steps: [[String: NanoBananaPro.JSON]] {
        get { (body.steps ?? []).map { $0.mapValues { NanoBananaPro.JSON($0) } } }
        set { body.steps = newValue.isEmpty ? nil : newValue.map { $0.mapValues(\.part) } }
    }

    /// A text that is set, not drawn, on a picture made of words.
    public var text: [String: NanoBananaPro.JSON]? {
        get { body.text?.mapValues { NanoBananaPro.JSON($0) } }
        set { body.text = newValue?.mapValues(\.part) }
    }

    /// The picture that the new ones vary.
    public var variationOf: NanoBananaPro.Picture.ID? {
        get { body.variationOf.map { NanoBananaPro.Picture.ID($0) } }
        set { body.variationOf = newValue?.text }
    }

    /// One of a design's palettes.
    public var palette: String? {
        get { body.palette }
        set { body.palette = newValue }
    }

    /// How to enlarge: `auto`, `neural` or `lanczos`.
    public var method: String? {
        get { body.method }
        set { body.method = newValue }
    }
}
