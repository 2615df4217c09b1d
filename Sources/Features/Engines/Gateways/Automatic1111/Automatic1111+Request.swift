import FoundationEssentials
import Kernel

extension Automatic1111 {
    /// The body of `POST /sdapi/v1/txt2img` and of `…/img2img`: of scripts, styles and whatever else reaches
    /// the server's files there is nothing in it.
    struct Request: Encodable {
        let prompt: String
        let negativePrompt: String
        let width: Int
        let height: Int
        let steps: Int
        let guidance: Double?
        let sampler: String?
        let scheduler: String?
        let seed: UInt32
        let batchSize = 1
        let batches = 1
        let sendsImages = true
        /// Neither on the server's disk, nor as a sheet of all pictures before the first.
        let savesImages = false
        let settings: Settings?
        /// Otherwise the server loads the model that it had before again after every picture.
        let restoresSettings = false
        // For img2img alone.
        let pictures: [String]?
        let mask: String?
        let strength: Double?
        /// Under the mask it begins with the picture itself: 1.
        let filling: Int?
        /// The part under the mask is made larger, drawn over, and set back.
        let isFullResolution: Bool?
        /// 0: white is drawn over.
        let invertsMask: Int?

        enum CodingKeys: String, CodingKey {
            case prompt
            case negativePrompt = "negative_prompt"
            case width
            case height
            case steps
            case guidance = "cfg_scale"
            case sampler = "sampler_name"
            case scheduler
            case seed
            case batchSize = "batch_size"
            case batches = "n_iter"
            case sendsImages = "send_images"
            case savesImages = "save_images"
            case settings = "override_settings"
            case restoresSettings = "override_settings_restore_afterwards"
            case pictures = "init_images"
            case mask
            case strength = "denoising_strength"
            case filling = "inpainting_fill"
            case isFullResolution = "inpaint_full_res"
            case invertsMask = "inpainting_mask_invert"
        }

        /// For this call alone; `POST /options` would write them to the server's disk.
        struct Settings: Encodable {
            let model: String

            enum CodingKeys: String, CodingKey {
                case model = "sd_model_checkpoint"
            }
        }
    }
}

extension Automatic1111.Request {
    /// The family's own is 50, made for samplers of long ago.
    static let usualSteps = 28
    static let sides = 64...4_096
    /// The networks of the family work on blocks of so many pixels; a side between two of them would come out
    /// smaller.
    static let sideStep = 8

    /// - Parameters:
    ///   - order: what is asked for.
    ///   - recipe: how to draw.
    ///   - model: as the server's list has it, or nil for whichever it has loaded.
    /// - Throws: `invalidRequest` for a size that it would round, for a prompt that is nothing but the
    ///   server's own syntax, for pictures that `DiffusionPictures` refuses, and for several: the family
    ///   would draw over each.
    init(_ order: GatewayOrder, _ recipe: DiffusionRecipe, model: String?) throws(GatewayFailure) {
        let prompt = Self.guarded(order.prompt)
        guard Self.isSide(order.size.width), Self.isSide(order.size.height),
            order.prompt.isEmpty || !prompt.allSatisfy(\.isWhitespace)
        else { throw GatewayFailure(.invalidRequest) }
        let given = try DiffusionPictures(order)
        guard given.references.count < 2 else { throw GatewayFailure(.invalidRequest, reference: 1) }
        let isChange = !given.references.isEmpty
        self.prompt = prompt
        negativePrompt = Self.guarded(order.negativePrompt)
        width = order.size.width
        height = order.size.height
        steps = recipe.steps ?? Self.usualSteps
        guidance = recipe.guidance
        sampler = recipe.sampler
        scheduler = recipe.scheduler
        seed = order.seed.number
        settings = model.map(Settings.init(model:))
        pictures = isChange ? given.references : nil
        mask = given.mask
        strength = isChange ? recipe.strength : nil
        filling = isChange ? 1 : nil
        isFullResolution = isChange ? true : nil
        invertsMask = isChange ? 0 : nil
    }

    var path: String { pictures == nil ? "/sdapi/v1/txt2img" : "/sdapi/v1/img2img" }

    private static func isSide(_ pixels: Int) -> Bool {
        sides.contains(pixels) && pixels.isMultiple(of: sideStep)
    }

    private static func guarded(_ prompt: Prompt) -> String {
        let text = PromptGuard.withoutAngleForms(PromptGuard.withoutExtraArguments(prompt.text))
        return PromptGuard.withoutWildcards(text)
    }
}
