import Wire

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A whole answer.
struct Answer: Sendable {
    /// The largest answer that is no file, in bytes.
    static let longest = 32 * 1_024 * 1_024
    /// The largest refusal that is read, in bytes.
    private static let longestRefusal = 256 * 1_024

    let status: Int
    let headers: [String: String]
    let body: Data

    /// Reads the body, up to a limit.
    /// - Throws: `AttemptFailure` or `CancellationError`.
    init(_ response: TransportResponse, upTo limit: Int = longest) async throws {
        var body = Data()
        do {
            for try await part in response.body {
                guard body.count + part.count <= limit else {
                    let error = NanoBananaProError.unreadable("The server's answer is too long")
                    throw AttemptFailure(error: error, isPassing: false)
                }
                body.append(part)
            }
        } catch {
            throw AttemptFailure.cause(of: error)
        }
        // A body of a cancelled task just ends.
        try Task.checkCancellation()
        if let told = response.headers["content-length"].flatMap({ Int($0) }),
            response.headers["content-encoding"] == nil, told != body.count
        {
            throw AttemptFailure(TransportError.lost)
        }
        (status, headers, self.body) = (response.status, response.headers, body)
    }

    /// Reads the JSON that it consists of.
    func decoded<Body: Decodable>(_ type: Body.Type) throws -> Body {
        do {
            return try JSONDecoder().decode(type, from: body)
        } catch {
            throw NanoBananaProError.unreadable(
                "The server's answer cannot be read",
                status: status,
                requestID: headers["x-request-id"]
            )
        }
    }

    /// A refusal, read from its problem document where it has one (RFC 9457).
    static func refusal(_ response: TransportResponse, at now: Date) async throws -> AttemptFailure {
        let answer = try await Answer(response, upTo: longestRefusal)
        let problem = try? JSONDecoder().decode(ProblemBody.self, from: answer.body)
        let status = answer.status
        let error = NanoBananaProError(
            NanoBananaProError.Code(rawValue: problem?.code ?? "http_\(status)"),
            status: status,
            title: problem?.title,
            detail: problem?.detail ?? "The server answered with status \(status) and no explanation.",
            fields: problem?.errors ?? [:],
            retryAfter: RetryAfter.pause(answer.headers["retry-after"], now: now),
            requestID: answer.headers["x-request-id"]
        )
        return AttemptFailure(
            error: error,
            isPassing: isPassing(status) && answer.headers["x-should-retry"] != "false"
        )
    }

    /// 501, 505 and 507 stay what they are.
    private static func isPassing(_ status: Int) -> Bool {
        [408, 429].contains(status) || (status >= 500 && ![501, 505, 507].contains(status))
    }
}
