import Accounts
import FoundationEssentials
import HTTPKit
import HTTPTypes
import Kernel
import Studio
import Wire

/// The lines of bulks in OpenAI's shape: `{"custom_id":"r1","method":"POST","url":"/v1/images/generations","body":{…}}`.
struct OpenAIBulkLines: Sendable {
    static let generations = "/v1/images/generations"
    static let edits = "/v1/images/edits"
    static let endpoints = [generations, edits]

    /// What of a request says how its answer looks; pictures and words are not among them.
    private static let ofAnswers: Set<String> = [
        "output_format", "output_compression", "quality", "response_format", "safety_identifier", "user",
    ]

    let desk: ShapedDesk
    let dialect: OpenAIDialect
    let base: String

    func line(_ text: Data, at position: Int, of bulk: BulkHead) -> BulkLine {
        var name: String?
        do throws(Problem) {
            let fields = try OpenAIFields(json: text)
            name = try fields.text("custom_id")
            guard name?.isEmpty == false else { throw Problem(.missingField, field: "custom_id") }
            guard try fields.text("method") == "POST" else {
                throw Problem(.valueUnknown, field: "method", ["known": "POST"])
            }
            guard try fields.text("url") == bulk.details.target else {
                throw Problem(.valueUnknown, field: "url", ["known": bulk.details.target])
            }
            guard let body = try fields.object("body"), let json = try? JSONEncoder.wire.encode(body) else {
                throw Problem(.missingField, field: "body")
            }
            return BulkLine(position: position, name: name, content: .request(json))
        } catch {
            return BulkLine(position: position, name: name, content: .refused(error))
        }
    }

    func order(
        _ request: Data,
        of bulk: BulkHead,
        for person: Person,
        with key: APIKey?
    ) async throws -> (Order, answer: Data) {
        let fields = try OpenAIFields(json: request)
        let isEdit = bulk.details.target == Self.edits
        let wish = try isEdit ? ImagesWish(edit: fields) : ImagesWish(fields)
        guard !wish.isStreamed else {
            throw Problem(.valueUnknown, field: "stream", ["known": "false"])
        }
        return (try await desk.settled(wish.order, of: person, with: key), try Self.answer(to: request))
    }

    /// The request without all that its job knows.
    private static func answer(to request: Data) throws -> Data {
        let members = try JSONDecoder().decode([String: JSONPart].self, from: request)
        var kept = members.filter { ofAnswers.contains($0.key) }
        kept["prompt"] = .text("-")
        return try JSONEncoder.wire.encode(kept)
    }

    func text(_ outcome: BulkOutcome, of bulk: BulkHead) async throws -> Data {
        let id = outcome.row.value.text
        let (response, error) = try await answer(to: outcome, of: bulk)
        let name = try JSONEncoder.wire.encode(outcome.name)
        return Data("{\"id\":\"batch_req_\(id)\",\"custom_id\":".utf8) + name + Data(",\"response\":".utf8)
            + response + Data(",\"error\":".utf8) + error + Data("}".utf8)
    }

    private func answer(
        to outcome: BulkOutcome,
        of bulk: BulkHead
    ) async throws -> (response: Data, error: Data) {
        let (language, none) = (bulk.details.language, Data("null".utf8))
        switch outcome.result {
        case .job(let job, let kept):
            if let problem = job.ending { return (try refusal(problem, outcome, language), none) }
            do {
                let body = try await body(of: job, kept, bulk)
                return (response(200, body, outcome), none)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                return (try refusal(Problem(error), outcome, language), none)
            }
        case .refused(let problem): return (try refusal(problem, outcome, language), none)
        case .canceled: return (none, try error("batch_cancelled", Problem(.jobCanceled), language))
        case .expired: return (none, try error("batch_expired", Problem(.jobExpired), language))
        }
    }

    private func body(of job: Job, _ kept: Data?, _ bulk: BulkHead) async throws -> Data {
        let fields = try OpenAIFields(json: kept ?? Data("{\"prompt\":\"-\"}".utf8))
        let pictures = AnsweredPictures(
            stored: StoredPictures(studio: desk.studio, gate: desk.gate),
            wish: try ImagesWish(fields),
            person: .owner(bulk.owner),
            base: base
        )
        return try await pictures.body(of: job)
    }

    private func refusal(_ problem: Problem, _ outcome: BulkOutcome, _ language: Language) throws -> Data {
        let told = dialect.outcome(of: problem, in: language)
        return response(told.status.code, told.body, outcome)
    }

    private func response(_ status: Int, _ body: Data, _ outcome: BulkOutcome) -> Data {
        let head = "{\"status_code\":\(status),\"request_id\":\"req_\(outcome.row.value.text)\",\"body\":"
        return Data(head.utf8) + body + Data("}".utf8)
    }

    private func error(_ code: String, _ problem: Problem, _ language: Language) throws -> Data {
        try JSONEncoder.wire.encode(["code": code, "message": dialect.message(of: problem, in: language)])
    }
}
