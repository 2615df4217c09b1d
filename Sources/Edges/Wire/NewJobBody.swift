/// What `POST /api/jobs` takes.
public struct NewJobBody: Codable, Sendable, Hashable {
    /// `generate`, also when absent; `edit`, `compose`, `typeset` or `upscale`.
    public var task: String?
    /// What to show or what to do: at most 32,000 Unicode scalars; a picture that is made of words needs some.
    public var prompt: String?
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
    /// The picture that an edit goes on with, by the words and pictures that led to it; instead of `images`.
    public var conversationOf: String?
    /// A whole scene document, which is drawn as it is; `prompt` may be absent then.
    public var scene: [String: JSONPart]?
    /// The picture whose scene is drawn anew, changed as `prompt` says.
    public var sceneOf: String?
    /// The pictures to work on, `img_…`, at most 14.
    public var images: [String]?
    /// Where to edit: a picture as large as the one that is edited, white where something is to be done.
    public var mask: String?
    /// What to do, step by step, after what `prompt` says.
    public var steps: [[String: JSONPart]]?
    /// What lies over the result of an edit, in its pixels: layers as layer documents have them.
    public var layers: [[String: JSONPart]]?
    /// How the pictures are arranged.
    public var layout: [String: JSONPart]?
    /// A whole layer document; instead of `images`, `layout` and `template`.
    public var document: [String: JSONPart]?
    /// A text that is set on a picture made of words.
    public var text: [String: JSONPart]?
    /// The id of a design, whose texts are `texts`.
    public var template: String?
    /// The design's texts, by the names of its fields.
    public var texts: [String: String]?
    /// The design's colours; its first palette when absent.
    public var palette: String?
    /// How many times as wide and high: 2 or 4; 2 when absent.
    public var scale: Int?
    /// What `POST /api/age` answered; whoever has no account needs it once, before a model whose `place` is a country.
    public var ageTicket: String?
    /// How to enlarge: `auto`, `neural` or `lanczos`; `auto` when absent.
    public var method: String?
    /// What is not to be seen, for models that can be told.
    public var negativePrompt: String?

    /// Makes a request.
    public init(
        task: String? = nil,
        prompt: String? = nil,
        model: String? = nil,
        size: String? = nil,
        aspectRatio: String? = nil,
        resolution: String? = nil,
        n: Int? = nil,
        seed: Int? = nil,
        style: String? = nil,
        variationOf: String? = nil,
        scene: [String: JSONPart]? = nil,
        sceneOf: String? = nil,
        images: [String]? = nil,
        mask: String? = nil,
        steps: [[String: JSONPart]]? = nil,
        layers: [[String: JSONPart]]? = nil,
        layout: [String: JSONPart]? = nil,
        document: [String: JSONPart]? = nil,
        text: [String: JSONPart]? = nil,
        template: String? = nil,
        texts: [String: String]? = nil,
        palette: String? = nil,
        scale: Int? = nil,
        method: String? = nil,
        ageTicket: String? = nil,
        negativePrompt: String? = nil,
        conversationOf: String? = nil
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
        self.scene = scene
        self.sceneOf = sceneOf
        self.images = images
        self.mask = mask
        self.steps = steps
        self.layers = layers
        self.layout = layout
        self.document = document
        self.text = text
        self.template = template
        self.texts = texts
        self.palette = palette
        self.scale = scale
        self.method = method
        self.ageTicket = ageTicket
        self.negativePrompt = negativePrompt
        self.conversationOf = conversationOf
    }

    /// The members that exist; every other one is refused.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case task, prompt, model, size, resolution, n, seed, style
        case scene, images, mask, steps, layers, layout, document, text, template, texts, palette, scale,
            method
        case aspectRatio = "aspect_ratio"
        case variationOf = "variation_of"
        case sceneOf = "scene_of"
        case ageTicket = "age_ticket"
        case negativePrompt = "negative_prompt"
        case conversationOf = "conversation_of"
    }
}
