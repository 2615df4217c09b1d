import FoundationEssentials
import Kernel

extension StableDiffusionServer {
    /// The body of `POST /sdcpp/v1/img_gen`.
    ///
    /// What it leaves out stays as the server was started: it begins with its own settings and lays these
    /// over them.
    struct Job: Encodable {
        let prompt: String
        let negativePrompt: String
        let width: Int
        let height: Int
        /// Always ours: the server's is 42, a negative one is its clock in whole seconds, and it tells
        /// neither.
        let seed: UInt32
        let batchCount = 1
        let strength: Double?
        /// Of three channels or four, like the references; with fewer it is refused.
        let firstPicture: String?
        /// White is drawn over, black stays.
        let mask: String?
        let references: [String]?
        let sampling: Sampling?
        /// A server that was started to enlarge its pictures would answer with another size.
        let enlarging = Enlarging()
        /// Otherwise prompt, seed and model are in the file.
        let embedsMetadata = false
        let format = "png"

        enum CodingKeys: String, CodingKey {
            case prompt
            case negativePrompt = "negative_prompt"
            case width
            case height
            case seed
            case batchCount = "batch_count"
            case strength
            case firstPicture = "init_image"
            case mask = "mask_image"
            case references = "ref_images"
            case sampling = "sample_params"
            case enlarging = "hires"
            case embedsMetadata = "embed_image_metadata"
            case format = "output_format"
        }

        struct Enlarging: Encodable {
            let enabled = false
        }
    }

    struct Sampling: Encodable {
        let scheduler: String?
        let sampler: String?
        let steps: Int?
        let guidance: Guidance?

        enum CodingKeys: String, CodingKey {
            case scheduler
            case sampler = "sample_method"
            case steps = "sample_steps"
            case guidance
        }

        struct Guidance: Encodable {
            let text: Double

            enum CodingKeys: String, CodingKey {
                case text = "txt_cfg"
            }
        }
    }
}

extension StableDiffusionServer.Job {
    /// - Throws: `invalidRequest` for a prompt that is nothing but the server's own syntax, for pictures that
    ///   `DiffusionPictures` refuses, and for several where the model draws over one.
    init(_ order: GatewayOrder, _ recipe: DiffusionRecipe) throws(GatewayFailure) {
        let prompt = PromptGuard.withoutExtraArguments(order.prompt.text)
        guard order.prompt.isEmpty || !prompt.allSatisfy(\.isWhitespace) else {
            throw GatewayFailure(.invalidRequest)
        }
        let pictures = try DiffusionPictures(order)
        guard recipe.readsReferences || pictures.references.count < 2 else {
            throw GatewayFailure(.invalidRequest, reference: 1)
        }
        let isDrawnOver = !recipe.readsReferences || pictures.mask != nil
        self.prompt = prompt
        negativePrompt = PromptGuard.withoutExtraArguments(order.negativePrompt.text)
        width = order.size.width
        height = order.size.height
        seed = order.seed.number
        firstPicture = isDrawnOver ? pictures.references.first : nil
        mask = pictures.mask
        strength = firstPicture == nil ? nil : recipe.strength
        references = recipe.readsReferences && !pictures.references.isEmpty ? pictures.references : nil
        sampling = StableDiffusionServer.Sampling(recipe)
    }
}

extension StableDiffusionServer.Sampling {
    /// Nil where the recipe leaves everything to the server.
    init?(_ recipe: DiffusionRecipe) {
        scheduler = recipe.scheduler
        sampler = recipe.sampler
        steps = recipe.steps
        guidance = recipe.guidance.map(Guidance.init(text:))
        guard scheduler != nil || sampler != nil || steps != nil || guidance != nil else { return nil }
    }
}
