import FoundationEssentials
import Kernel

/// A refusal in OpenAI's shape: a status, and the four words that its clients read.
struct OpenAIError: Hashable, Sendable {
    enum Kind: String, Sendable {
        case invalidRequest = "invalid_request_error"
        /// What whoever asked showed or said, rather than how.
        case user = "image_generation_user_error"
        case requests
        case insufficientQuota = "insufficient_quota"
        case server = "server_error"
    }

    let status: Int
    let kind: Kind
    let code: String
    let param: String?
    /// Whether clients may try again by themselves; nil leaves it to the status.
    var isWorthRetrying: Bool?

    init(_ status: Int, _ kind: Kind, _ code: String, param: String? = nil, isWorthRetrying: Bool? = nil) {
        self.status = status
        self.kind = kind
        self.code = code
        self.param = param
        self.isWorthRetrying = isWorthRetrying
    }

    /// In a form the pictures of an edit are called `image`, in JSON `images`.
    init(_ problem: Problem, isForm: Bool = false) {
        let param = problem.field.map { Self.param($0, isForm: isForm) }
        switch problem.code {
        case .promptRefused, .imageRefused, .imageWithheld, .engineRefusedInput, .engineRefusedOutput:
            self.init(400, .user, "moderation_blocked", param: param)
        case .imageUnreadable, .imageUnsupported, .imageTooLarge, .fileMissing:
            self.init(400, .user, "invalid_image_file", param: param)
        case .apiKeyInvalid, .apiKeyExpired, .apiKeyRevoked, .visitorRequired, .signInRequired:
            self.init(401, .invalidRequest, "invalid_api_key")
        case .modelUnknown, .modelOff, .modelRetired:
            self.init(404, .invalidRequest, "model_not_found", param: "model")
        case .insufficientCredits, .keyBudgetExceeded:
            self.init(429, .insufficientQuota, "insufficient_quota", isWorthRetrying: false)
        case .quotaExceeded where problem.quotas.first?.unit != .requests:
            self.init(429, .insufficientQuota, "insufficient_quota", isWorthRetrying: false)
        case .quotaExceeded, .tooManyJobs:
            self.init(429, .requests, "rate_limit_exceeded")
        case .idempotencyKeyReused:
            self.init(422, .invalidRequest, problem.code.rawValue, isWorthRetrying: false)
        case .notForModel where problem.field?.hasSuffix("input_fidelity") == true:
            self.init(400, .invalidRequest, "invalid_input_fidelity_model", param: param)
        default:
            self = Self.byStatus(problem, param)
        }
    }

    private static func byStatus(_ problem: Problem, _ param: String?) -> OpenAIError {
        let code = problem.code.rawValue
        switch problem.status {
        case 400 where isAboutTheWhole(problem.code), 415:
            return OpenAIError(400, .invalidRequest, code, param: param)
        case 400, 422: return OpenAIError(400, .invalidRequest, "invalid_value", param: param)
        // An address that a client named, and that brought nothing.
        case 502 where param != nil:
            return OpenAIError(400, .invalidRequest, "invalid_value", param: param)
        case 410: return OpenAIError(404, .invalidRequest, code, param: param)
        case 423, 451: return OpenAIError(403, .invalidRequest, code, param: param)
        case 500: return OpenAIError(500, .server, "server_error")
        case 503, 507: return OpenAIError(503, .server, "overloaded", isWorthRetrying: problem.mayPass)
        case 500...: return OpenAIError(problem.status, .server, "server_error")
        // Clients send what conflicts again, which would change nothing.
        case 409: return OpenAIError(409, .invalidRequest, code, param: param, isWorthRetrying: false)
        default: return OpenAIError(problem.status, .invalidRequest, code, param: param)
        }
    }

    private static func isAboutTheWhole(_ code: Problem.Code) -> Bool {
        switch code {
        case .malformedBody, .idempotencyKeyMalformed, .ageTicketInvalid: true
        default: false
        }
    }

    /// Our names of members as theirs.
    private static func param(_ field: String, isForm: Bool) -> String {
        switch field {
        case let name where isForm && name.hasPrefix("images"): "image" + name.dropFirst("images".count)
        case "task": "model"
        case "aspect_ratio", "imageConfig.aspectRatio": "imageConfig.aspectRatio"
        case "resolution", "imageConfig.imageSize": "imageConfig.imageSize"
        default: field
        }
    }
}

extension Problem {
    /// False for what an operator has to change first; nil where time may help.
    fileprivate var mayPass: Bool? {
        switch code {
        case .egressDenied, .transferDenied, .contractExpired, .storageFull: false
        default: nil
        }
    }
}
