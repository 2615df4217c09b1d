import FoundationEssentials
package import HTTPKit
import HTTPTypes
package import Hummingbird
package import Kernel
import Wire

/// Words problems for clients of interactions.
///
/// Their library sends a request again that was answered with 408, 409, 429 or 5xx, and sleeps as long as it is told: so what
/// waiting does not change has another status, and nobody is sent to sleep for long.
package struct InteractionsDialect: ProblemDialect {
    /// In seconds.
    private static let longestWait = 30

    private let presenter: Presenter

    package init(presenter: Presenter) {
        self.presenter = presenter
    }

    private struct Body: Encodable {
        struct Content: Encodable {
            let code: String
            let message: String
            /// The stable name of the problem.
            let reason: String
        }

        let error: Content
    }

    package func render(
        _ problem: Problem,
        for request: Request,
        context: AppContext
    ) -> Response {
        let (status, code) = Self.status(of: problem)
        let problem = problem.inInteractionsWords
        let body = Body(
            error: Body.Content(
                code: code,
                message: presenter.message(of: problem, in: context.language),
                reason: problem.code.rawValue
            )
        )
        let answer = try? Response.json(body, status: HTTPResponse.Status(code: status))
        return answer ?? Response(status: .internalServerError)
    }

    package func retryAfter(_ problem: Problem) -> String? {
        guard Self.status(of: problem).code != 402, let wait = problem.retryAfter.flatMap({ Int($0) }) else {
            return nil
        }
        return "\(min(wait, Self.longestWait))"
    }

    private static func status(of problem: Problem) -> (code: Int, name: String) {
        let isOfMoment = problem.quotas.contains { $0.unit == .requests }
        switch problem.code {
        case .insufficientCredits, .keyBudgetExceeded: return (402, "budget_exceeded")
        case .quotaExceeded where !isOfMoment: return (402, "budget_exceeded")
        case .idempotencyKeyReused: return (422, "invalid_request")
        default: break
        }
        switch problem.status {
        case 401: return (401, "unauthenticated")
        case 403, 423, 451: return (403, "permission_denied")
        case 404, 410: return (404, "not_found")
        case 405: return (405, "invalid_request")
        case 413: return (413, "invalid_request")
        case 429: return (429, "rate_limit_exceeded")
        case 400..<500: return (400, "invalid_request")
        case 502..<600: return (503, "unavailable")
        default: return (500, "internal")
        }
    }
}

extension Problem {
    /// The same with its field in the spelling of interactions.
    fileprivate var inInteractionsWords: Problem {
        let names = [
            "prompt": "input", "images": "input", "conversation_of": "previous_interaction_id",
            "aspect_ratio": "response_format.aspect_ratio", "resolution": "response_format.image_size",
            "size": "response_format", "seed": "generation_config.seed",
        ]
        guard let field else { return self }
        let stem = String(field.prefix { $0 != "[" && $0 != "." })
        guard let name = names[field] ?? names[stem] else { return self }
        return Problem(code, field: name, arguments, violating: quotas)
    }
}
