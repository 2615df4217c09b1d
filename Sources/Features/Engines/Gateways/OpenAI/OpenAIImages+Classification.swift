import FoundationEssentials
import Outbound

extension OpenAIImages {
    /// What is known of a call while its answer is read.
    struct Asked: Sendable {
        var receipt = GatewayReceipt()
        /// How many pictures went along.
        var references = 0
        /// Whether drafts came: then what is refused is the picture.
        var wasDrawn = false
    }
}

extension OpenAIImages.HostError {
    private typealias Reason = GatewayFailure.Reason

    /// What a call came to that the host ended so, with all that is known of it.
    ///
    /// The status is the answer's own: 200 for an error inside of a good one.
    func failure(status: Int, _ asked: OpenAIImages.Asked, pause: Duration? = nil) -> GatewayFailure {
        var receipt = asked.receipt
        receipt.end = word ?? receipt.end
        return GatewayFailure(
            reason(status: status, wasDrawn: asked.wasDrawn),
            pause: pause,
            reference: reference(of: asked.references),
            receipt: receipt
        )
    }

    /// By code and type, by what the message quotes, by the status, in this order: the more exact word wins.
    func reason(status: Int, wasDrawn: Bool = false) -> GatewayFailure.Reason {
        let status = status < 400 ? self.status ?? status : status
        let known = named ?? quoted
        if known == .refusedInput { return refusal(wasDrawn) }
        return known ?? Self.reason(status: status) ?? unnamed
    }

    private func refusal(_ wasDrawn: Bool) -> Reason {
        switch stage {
        case "input": .refusedInput
        case "output": .refusedOutput
        default: wasDrawn ? .refusedOutput : .refusedInput
        }
    }

    /// By the code, then by the type.
    private var named: Reason? {
        [code, type].lazy.compactMap { $0.flatMap { Self.names[$0.lowercased()] } }.first
    }

    /// Relays hand an error on as text, with its code or its words inside.
    private var quoted: Reason? {
        guard let message = message?.lowercased() else { return nil }
        return Self.quotable.first { message.contains($0.words) }?.reason
    }

    /// An error within a good answer that names neither code nor status.
    private var unnamed: Reason {
        switch type {
        case "invalid_request_error", "image_generation_user_error": .invalidRequest
        default: .engineFailed
        }
    }

    private static let names: [String: Reason] = [
        "moderation_blocked": .refusedInput,
        "content_policy_violation": .refusedInput,
        "content_filter": .refusedInput,
        "insufficient_quota": .quotaExhausted,
        "billing_hard_limit_reached": .quotaExhausted,
        "project_spend_limit_exceeded": .quotaExhausted,
        "rate_limit_exceeded": .rateLimited,
        "invalid_api_key": .unauthorised,
        "model_not_found": .modelGone,
        "invalid_value": .invalidRequest,
        "invalid_image_file": .invalidRequest,
        "invalid_input_fidelity_model": .invalidRequest,
        "server_error": .overloaded,
        "overloaded": .overloaded,
    ]

    private static let quotable: [(words: String, reason: Reason)] = [
        ("moderation_blocked", .refusedInput),
        ("content_policy_violation", .refusedInput),
        ("safety system", .refusedInput),
        ("content policy", .refusedInput),
        ("insufficient_quota", .quotaExhausted),
        ("billing_hard_limit_reached", .quotaExhausted),
        ("project_spend_limit_exceeded", .quotaExhausted),
        ("rate_limit_exceeded", .rateLimited),
        ("model_not_found", .modelGone),
    ]

    /// Nil for a good answer.
    private static func reason(status: Int) -> Reason? {
        switch status {
        case 200..<300: nil
        case 401, 403: .unauthorised
        case 402: .quotaExhausted
        case 404: .modelGone
        // A proxy lost its patience; what stands behind it works on.
        case 408, 524: .unknown
        case 429: .rateLimited
        case 400..<500: .invalidRequest
        case 500...: .overloaded
        // A redirect: the address in the settings is not the host's.
        default: .engineFailed
        }
    }
}

extension OutboundHead {
    /// How long the host wants to be left alone, at most a day; the form of `Retry-After` that is a date is not heeded.
    var pauseWanted: Duration? {
        let milliseconds = header("retry-after-ms").flatMap { Double($0) }
        let wanted = milliseconds ?? header("retry-after").flatMap { Double($0) }.map { $0 * 1_000 }
        guard let wanted, wanted >= 0, wanted <= 86_400_000 else { return nil }
        return .milliseconds(Int64(wanted.rounded(.up)))
    }
}
