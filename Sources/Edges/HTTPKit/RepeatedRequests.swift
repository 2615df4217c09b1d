import Accounts
import Crypto
import FoundationEssentials
import HTTPTypes
package import Hummingbird
import Kernel
import Logging
import NIOCore
package import Purposes
package import Studio
import Synchronization

/// Gives a request that makes something and comes again under its `Idempotency-Key` the answer of the first time, for a day.
///
/// Jobs, batches and uploads remember by themselves, in the transaction that makes them. Answers that hold a secret of keys or
/// webhooks are never kept, so their addresses are not in the list. A first request whose answer could not be kept because the
/// server ended that very moment is made again.
package struct RepeatedRequests: RouterMiddleware {
    /// As much as a JSON body may have.
    private static let longestBody = 512 * 1_024

    private let studio: Studio
    private let gate: PurposeGate
    private let turns = Turns()

    package init(studio: Studio, gate: PurposeGate) {
        self.studio = studio
        self.gate = gate
    }

    package func handle(
        _ request: Request,
        context: AppContext,
        next: @concurrent (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard request.method == .post, let text = request.headers[.idempotencyKey],
            let person = context.person, Self.covers(request.uri.path)
        else { return try await next(request, context) }
        let key = try IdempotencyKey(text)
        var request = request
        let body = try await request.wholeBody(upTo: Self.longestBody)
        request.body = RequestBody(buffer: body)
        // What one key was answered another may not see.
        let place = "\(person.key?.id.text ?? "")\0\(request.uri.path)\0"
        let asked = Data(SHA256.hash(data: Data(place.utf8) + Data(body.readableBytesView)))
        return try await turns.pass(as: "\(person.subject.text) \(text)") {
            let permit = try await gate.permit(ProvideService.self, for: person.subject)
            if let earlier = try await studio.answer(to: key, asking: asked, under: permit) {
                return Response(earlier)
            }
            let response = try await next(request, context)
            guard let (answer, copy) = try await RememberedAnswer.reading(response) else { return response }
            do {
                try await studio.remember(answer, to: key, asking: asked, under: permit)
            } catch {
                // What was asked for is there; only its repetition would make it again.
                context.logger.warning("An answer could not be kept for its repetition")
            }
            return copy
        }
    }

    /// Whether a POST to this address makes something and remembers nothing itself.
    static func covers(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        guard parts.first == "api" else { return false }
        return switch parts.count {
        case 2: parts[1] == "collections"
        case 4: parts[1] == "images" && parts[3] == "shares" || parts[1] == "batches" && parts[3] == "retry"
        default: false
        }
    }
}

extension RememberedAnswer {
    /// The answer that a route gave and the same once more, its body read; nil for one that made nothing or is too long to keep.
    fileprivate static func reading(
        _ response: Response
    ) async throws -> (answer: RememberedAnswer, copy: Response)? {
        guard response.status.kind == .successful,
            let length = response.body.contentLength, length <= longestBody
        else { return nil }
        let collected = Collected()
        try await response.body.write(collected)
        var copy = response
        copy.body = ResponseBody(byteBuffer: collected.bytes)
        let answer = RememberedAnswer(
            status: response.status.code,
            mediaType: response.headers[.contentType] ?? "",
            location: response.headers[.location],
            body: Data(collected.bytes.readableBytesView)
        )
        return (answer, copy)
    }
}

extension Response {
    fileprivate init(_ answer: RememberedAnswer) {
        var headers = HTTPFields()
        if !answer.mediaType.isEmpty { headers[.contentType] = answer.mediaType }
        headers[.location] = answer.location
        self.init(
            status: .init(code: answer.status),
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        )
    }
}

/// A body written into memory.
private final class Collected: ResponseBodyWriter, Sendable {
    private let buffer = Mutex(ByteBuffer())

    var bytes: ByteBuffer { buffer.withLock { $0 } }

    func write(_ piece: ByteBuffer) async throws {
        buffer.withLock { _ = $0.writeImmutableBuffer(piece) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
