import Accounts
import FoundationEssentials
import HTTPKit
import Kernel
import Studio
import Wire

/// The lines of bulks in Gemini's shape: `{"key":"k1","request":{…}}`.
struct GeminiBulkLines: Sendable {
    private let desk: ShapedDesk
    private let answers: GeminiAnswers

    init(desk: ShapedDesk, presenter: Presenter) {
        self.desk = desk
        answers = GeminiAnswers(
            studio: desk.studio,
            pictures: StoredPictures(studio: desk.studio, gate: desk.gate),
            presenter: presenter,
            dialect: GeminiDialect(presenter: presenter)
        )
    }

    /// What is kept of a request for its answer.
    private struct Answer: Codable {
        let takesWords: Bool
    }

    func line(_ text: Data, at position: Int) -> BulkLine {
        var name: String?
        do throws(Problem) {
            let body = try LenientObject(json: text)
            name = try body.text("key")
            return BulkLine(position: position, name: name, content: .request(try Self.request(in: body)))
        } catch {
            return BulkLine(position: position, name: name, content: .refused(error))
        }
    }

    /// A request that came with its bulk, and goes back with what its client calls it.
    static func line(_ entry: LenientObject, at position: Int) throws(Problem) -> BulkLine {
        let name = entry.part("metadata").flatMap { try? JSONEncoder.wire.encode($0) }
        return BulkLine(
            position: position,
            name: name.map { String(decoding: $0, as: UTF8.self) },
            content: .request(try request(in: entry))
        )
    }

    private static func request(in body: LenientObject) throws(Problem) -> Data {
        guard let request = body.part("request") else {
            throw Problem(.missingField, field: body.field("request"))
        }
        guard case .object = request, let json = try? JSONEncoder.wire.encode(request) else {
            throw Problem(.wrongFieldType, field: body.field("request"))
        }
        return json
    }

    func order(
        _ request: Data,
        of bulk: BulkHead,
        for person: Person,
        with key: APIKey?
    ) async throws -> (Order, answer: Data) {
        let object = try LenientObject(json: request)
        let body = try GeminiRequest(object)
        let wish = try body.talk.wish(of: "contents")
        let own = try await desk.ownPicture(in: wish, of: person)
        let model = try object.text("model").map { GeminiMethod.bare($0) } ?? bulk.details.target
        var order = ShapedOrder(wish, model: model, own: own)
        order.seed = body.seed
        order.size = try await desk.size(body.shape, of: order, for: person)
        let answer = try JSONEncoder().encode(Answer(takesWords: body.takesWords))
        return (try await desk.settled(order, of: person, with: key), answer)
    }

    func text(_ outcome: BulkOutcome, of bulk: BulkHead) async throws -> Data {
        var line = Data("{".utf8)
        if let name = outcome.name {
            if bulk.isInline {
                line += Data("\"metadata\":\(name),".utf8)
            } else {
                line += Data("\"key\":".utf8) + (try JSONEncoder.wire.encode(name)) + Data(",".utf8)
            }
        }
        let (member, value) = try await answer(to: outcome, of: bulk)
        return line + Data("\"\(member)\":".utf8) + value + Data("}".utf8)
    }

    private func answer(
        to outcome: BulkOutcome,
        of bulk: BulkHead
    ) async throws -> (member: String, value: Data) {
        let language = bulk.details.language
        switch outcome.result {
        case .job(let job, let kept):
            let answer = kept.flatMap { try? JSONDecoder().decode(Answer.self, from: $0) }
            let reader = ShapeReader(
                person: .owner(bulk.owner),
                language: language,
                takesWords: answer?.takesWords ?? true
            )
            do {
                return ("response", try JSONEncoder.wire.encode(await answers.response(of: job, for: reader)))
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                return ("error", try failure(Problem(error), in: language))
            }
        case .refused(let problem):
            // Words that rules refuse are no error to these clients.
            let id = outcome.row.value.text
            let refusal = answers.response(
                refusing: problem,
                model: bulk.details.target,
                request: id,
                in: language
            )
            if let refusal { return ("response", try JSONEncoder.wire.encode(refusal)) }
            return ("error", try failure(problem, in: language))
        case .canceled: return ("error", try failure(Problem(.jobCanceled), in: language))
        case .expired: return ("error", try failure(Problem(.jobExpired), in: language))
        }
    }

    private func failure(_ problem: Problem, in language: Language) throws -> Data {
        let told = answers.dialect.error(for: problem, in: language).error
        return try JSONEncoder.wire.encode(GeminiStatusBody(told))
    }
}

/// An error as operations have it (google.rpc.Status): its code is no status of HTTP.
struct GeminiStatusBody: Encodable {
    let code: Int
    let message: String
    let status: String

    init(_ error: GeminiError.Content) {
        code = Self.codes[error.status] ?? 2
        message = error.message
        status = error.status
    }

    /// The numbers of google.rpc.Code.
    private static let codes = [
        "CANCELLED": 1, "INVALID_ARGUMENT": 3, "DEADLINE_EXCEEDED": 4, "NOT_FOUND": 5, "PERMISSION_DENIED": 7,
        "RESOURCE_EXHAUSTED": 8, "FAILED_PRECONDITION": 9, "UNIMPLEMENTED": 12, "INTERNAL": 13,
        "UNAVAILABLE": 14,
    ]
}
