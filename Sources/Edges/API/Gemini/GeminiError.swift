import FoundationEssentials
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Wire

/// An error as Google's client libraries read it (google.rpc.Status): an object named `error`, whatever else.
struct GeminiError: Encodable {
    struct Content: Encodable {
        let code: Int
        let message: String
        let status: String
        let details: [JSONPart]
    }

    let error: Content

    /// - Parameters:
    ///   - problem: what went wrong.
    ///   - message: what is told of it.
    init(_ problem: Problem, message: String) {
        let (code, status) = Self.status(of: problem)
        error = Content(
            code: code,
            message: message,
            status: status,
            details: Self.details(of: problem, message)
        )
    }

    var status: HTTPResponse.Status { HTTPResponse.Status(code: error.code) }

    /// Seconds after which the same request may do; nil where waiting changes nothing soon.
    static func wait(after problem: Problem) -> String? {
        // What is used up for a day is no matter of moments.
        if problem.code == .quotaExceeded, !problem.quotas.contains(where: { $0.unit == .requests }) {
            return nil
        }
        return problem.retryAfter
    }

    private static func status(of problem: Problem) -> (code: Int, name: String) {
        if problem.code.isOfEngines { return (503, "UNAVAILABLE") }
        switch problem.code {
        case .apiKeyInvalid, .apiKeyExpired, .apiKeyRevoked: return (400, "INVALID_ARGUMENT")
        case .idempotencyKeyReused: return (422, "INVALID_ARGUMENT")
        case .jobCanceled: return (499, "CANCELLED")
        case .ageTicketInvalid, .inputGone: return (400, "FAILED_PRECONDITION")
        default: break
        }
        switch problem.status {
        case 401, 403, 423, 451: return (403, "PERMISSION_DENIED")
        case 402, 429: return (429, "RESOURCE_EXHAUSTED")
        case 404, 410: return (404, "NOT_FOUND")
        case 405: return (405, "UNIMPLEMENTED")
        case 408: return (408, "DEADLINE_EXCEEDED")
        case 413: return (413, "INVALID_ARGUMENT")
        case 400..<500: return (400, "INVALID_ARGUMENT")
        case 502..<600: return (503, "UNAVAILABLE")
        default: return (500, "INTERNAL")
        }
    }

    private static func details(of problem: Problem, _ message: String) -> [JSONPart] {
        let isKey = [.apiKeyInvalid, .apiKeyExpired, .apiKeyRevoked].contains(problem.code)
        let reason = isKey ? "API_KEY_INVALID" : problem.code.rawValue.replacing("-", with: "_").uppercased()
        var details = [
            detail(
                "ErrorInfo",
                ["reason": .text(reason), "domain": .text(isKey ? "googleapis.com" : domain)]
            )
        ]
        if let field = problem.field {
            let violation: JSONPart = .object(["field": .text(field), "description": .text(message)])
            details.append(detail("BadRequest", ["fieldViolations": .list([violation])]))
        }
        guard status(of: problem).code == 429 else { return details }
        if let wait = wait(after: problem) {
            details.append(detail("RetryInfo", ["retryDelay": .text("\(wait)s")]))
        } else {
            let subject = problem.quotas.first?.name ?? problem.code.rawValue
            let violation: JSONPart = .object(["subject": .text(subject), "description": .text(message)])
            details.append(detail("QuotaFailure", ["violations": .list([violation])]))
        }
        return details
    }

    /// Whose reasons they are: ours, under every installation's name.
    private static let domain = "nano-banana-pro"

    private static func detail(_ type: String, _ members: [String: JSONPart]) -> JSONPart {
        .object(members.merging(["@type": .text("type.googleapis.com/google.rpc.\(type)")]) { own, _ in own })
    }
}

extension Problem {
    /// The same with its field in the spelling of Gemini's shape.
    var inGeminisWords: Problem {
        let names = [
            "prompt": "contents", "images": "contents", "conversation_of": "contents",
            "aspect_ratio": "generationConfig.imageConfig.aspectRatio",
            "resolution": "generationConfig.imageConfig.imageSize",
            "size": "generationConfig.imageConfig", "seed": "generationConfig.seed",
            "n": "parameters.sampleCount",
        ]
        guard let field else { return self }
        let stem = String(field.prefix { $0 != "[" && $0 != "." })
        guard let name = names[field] ?? names[stem] else { return self }
        return Problem(code, field: name, arguments, violating: quotas)
    }
}
