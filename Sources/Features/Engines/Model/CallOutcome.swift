/// What came of a call to a server that makes pictures, in the words of metrics and of the admin site.
package enum CallOutcome: String, CaseIterable, Hashable, Sendable {
    case made
    case refusedInput = "refused_input"
    case refusedOutput = "refused_output"
    case noImage = "no_image"
    case invalidRequest = "invalid_request"
    case unauthorised
    case modelGone = "model_gone"
    case rateLimited = "rate_limited"
    case quotaExhausted = "quota_exhausted"
    case overloaded
    case transport
    case denied
    case unknown
    case engineFailed = "engine_failed"
    case cancelled

    /// Outcomes by whose they are to put right.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case made
        /// What was asked for.
        case refused
        /// The key's allowance.
        case limited
        /// The server, its key, or the way there.
        case failed
        /// Nobody: it was called off.
        case cancelled
    }

    package var kind: Kind {
        switch self {
        case .made: .made
        case .refusedInput, .refusedOutput, .noImage, .invalidRequest: .refused
        case .rateLimited, .quotaExhausted: .limited
        case .unauthorised, .modelGone, .overloaded, .transport, .denied, .unknown, .engineFailed: .failed
        case .cancelled: .cancelled
        }
    }
}

/// What providers charge by: a price for each turns what was used into money.
package enum CostUnit: String, CaseIterable, Hashable, Sendable {
    case pictures
    /// Of text and pictures that went in.
    case inputTokens = "input_tokens"
    /// Of pictures that came out.
    case pictureTokens = "picture_tokens"
    /// Of text and thoughts that came out.
    case textTokens = "text_tokens"
}
