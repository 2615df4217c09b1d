import Accounts
import Engines

/// What a client can have done; `share/mcp/tools.json` describes each, and the string catalogues name it.
package enum Tool: String, CaseIterable, Sendable {
    case generateImage = "generate_image"
    case editImage = "edit_image"
    case composeImages = "compose_images"
    case typesetText = "typeset_text"
    case upscaleImage = "upscale_image"
    case listModels = "list_models"
    case getJob = "get_job"
    case listImages = "list_images"
    case getImage = "get_image"

    /// The task that it orders; nil for tools that only look.
    var task: Model.Task? {
        switch self {
        case .generateImage: .generate
        case .editImage: .edit
        case .composeImages: .compose
        case .typesetText: .typeset
        case .upscaleImage: .upscale
        case .listModels, .getJob, .listImages, .getImage: nil
        }
    }

    /// What a key must be allowed; nil for what tells nothing about anybody.
    var scope: KeyScope? {
        switch self {
        case .listModels: nil
        case .getJob, .listImages, .getImage: .read
        default: .jobs
        }
    }

    /// Whether whoever may order and not look sees here what came of their own orders, as in the native API.
    var showsOwnOrders: Bool { self == .getJob }
}
