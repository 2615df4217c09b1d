import FoundationEssentials

/// The `error` of an answer (google.rpc.Status), with what tells one cause from another.
struct GeminiError: Sendable {
    private(set) var code: Int?
    private(set) var status: String?
    private(set) var message: String?
    private(set) var details: [Detail] = []

    struct Detail: Sendable {
        let reason: String?
        let retryDelay: String?
        let quotas: [String]
    }
}

extension GeminiError {
    /// What it means for us, by the status of HTTP, or by its own code where it came under a 200.
    func reason(status: Int) -> GatewayFailure.Reason {
        switch effectiveCode(status) {
        case 400 where isBadKey: .unauthorised
        case 401, 403: .unauthorised
        case 402: .quotaExhausted
        case 404: .modelGone
        case 408: .overloaded
        case 429: isDaily ? .quotaExhausted : .rateLimited
        case 400..<500: .invalidRequest
        case 500..<600: .overloaded
        default: .engineFailed
        }
    }

    /// Whether a picture of the conversation has no signature, or one that is not taken.
    func missesSignature(status: Int) -> Bool {
        guard effectiveCode(status) == 400, let message = message?.lowercased() else { return false }
        return message.contains("thought_signature") || message.contains("thought signature")
    }

    /// How long `RetryInfo` wants us to wait: `7s`, `1.5s`.
    var pause: Duration? {
        details.compactMap { detail in
            guard let text = detail.retryDelay, text.hasSuffix("s") else { return nil }
            return Double(text.dropLast()).flatMap(Duration.init(pauseOf:))
        }
        .max()
    }

    private func effectiveCode(_ status: Int) -> Int {
        guard (200..<300).contains(status) else { return status }
        return code ?? self.status.flatMap { Self.codes[$0] } ?? status
    }

    /// The wrong key is a bad request to Gemini; so is one without billing, or asked from a country that is not served.
    private var isBadKey: Bool {
        status == "FAILED_PRECONDITION" || details.contains { $0.reason == "API_KEY_INVALID" }
    }

    private var isDaily: Bool {
        details.contains { $0.quotas.contains { $0.contains("PerDay") } }
    }

    private static let codes = [
        "INVALID_ARGUMENT": 400, "FAILED_PRECONDITION": 400, "OUT_OF_RANGE": 400, "UNAUTHENTICATED": 401,
        "PERMISSION_DENIED": 403, "NOT_FOUND": 404, "RESOURCE_EXHAUSTED": 429, "INTERNAL": 500,
        "UNKNOWN": 500, "UNAVAILABLE": 503, "DEADLINE_EXCEEDED": 504,
    ]
}

extension GeminiError: Decodable {
    private enum CodingKeys: String, CodingKey {
        case code, status, message, details
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        code = members.lenient(.code)
        status = members.lenient(.status)
        message = members.lenient(.message)
        details = members.list(.details)
    }
}

extension GeminiError.Detail: Decodable {
    private enum CodingKeys: String, CodingKey {
        case reason, retryDelay, violations
    }

    private struct Violation: Decodable {
        let quotaId: String?
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        reason = members.lenient(.reason)
        retryDelay = members.lenient(.retryDelay)
        let violations: [Violation] = members.list(.violations)
        quotas = violations.compactMap(\.quotaId)
    }
}

extension Duration {
    /// A day at most: nobody waits longer, and no number can overflow.
    private static let longestPause = 86_400.0

    /// Nil for what is no time to wait.
    init?(pauseOf seconds: Double) {
        guard seconds >= 0 else { return nil }
        self = .milliseconds(Int64((min(seconds, Self.longestPause) * 1_000).rounded(.up)))
    }
}
