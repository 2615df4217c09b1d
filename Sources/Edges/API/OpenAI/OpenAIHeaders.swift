package import HTTPKit
import HTTPTypes
package import Hummingbird
import Kernel

/// The header fields of every answer in OpenAI's shape: clients read some of them, and people who ask for help quote one.
package struct OpenAIHeaders: RouterMiddleware {
    package init() {}

    package func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard Shape(of: request) == .openAI else { return try await next(request, context) }
        let began = ContinuousClock.now
        var response = try await next(request, context)
        response.headers[.processing] = "\(began.duration(to: .now).wholeMilliseconds)"
        response.headers[.version] = "2020-10-01"
        for quota in context.limits.standing {
            guard let unit = quota.unit.word else { continue }
            response.headers[.limit("limit", unit)] = "\(quota.limit)"
            response.headers[.limit("remaining", unit)] = "\(quota.remaining)"
            response.headers[.limit("reset", unit)] = "\(quota.wait)s"
        }
        return response
    }
}

extension Quota.Unit {
    /// As OpenAI's fields call it; of what they know nothing of, nothing is said.
    fileprivate var word: String? {
        switch self {
        case .requests: "requests"
        case .images: "images"
        case .uploads, .batches: nil
        }
    }
}

extension HTTPField.Name {
    fileprivate static let processing = Self("openai-processing-ms") ?? .location
    fileprivate static let version = Self("openai-version") ?? .location

    fileprivate static func limit(_ what: String, _ unit: String) -> Self {
        Self("x-ratelimit-\(what)-\(unit)") ?? .retryAfter
    }
}
