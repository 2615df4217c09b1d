import Accounts
import FoundationEssentials
package import HTTPKit
import HTTPTypes
package import Hummingbird
import Kernel
import NIOCore
package import Purposes
package import Studio
import Wire

/// `/v1/batches` and `/v1beta/batches`: many requests handed over together, in the shape that their client knows.
package struct BulkRoutes: Sendable {
    private static let longestOrder = 64 << 10
    private static let usualPage = 20
    private static let longestPage = 100

    let studio: Studio
    let gate: PurposeGate
    let reader: any BulkReader
    let openAI: OpenAIDialect
    let gemini: GeminiDialect
    /// Of requests that come with their bulk.
    let bodies = LargeBodies()

    package init(studio: Studio, gate: PurposeGate, reader: any BulkReader, presenter: Presenter) {
        self.studio = studio
        self.gate = gate
        self.reader = reader
        openAI = OpenAIDialect(presenter: presenter)
        gemini = GeminiDialect(presenter: presenter)
    }

    package func mount(on router: RouterGroup<AppContext>) {
        for prefix in Set(FileRoutes.openAIPrefixes + FileRoutes.geminiPrefixes).sorted() {
            router.group("\(prefix)/batches").get(use: list).get(":id", use: show)
        }
        for prefix in FileRoutes.openAIPrefixes {
            router.group("\(prefix)/batches").post(use: order).post(":id/cancel", use: cancel)
        }
        for prefix in FileRoutes.geminiPrefixes {
            router.group("\(prefix)/batches").post(":id", use: act).delete(":id", use: delete)
        }
    }

    /// Takes a batch of OpenAI's clients: a file of lines, by its id.
    @Sendable private func order(_ request: Request, _ context: AppContext) async throws -> Response {
        let person = try context.requireOwner()
        let bytes = Data(try await request.wholeBody(upTo: Self.longestOrder).readableBytesView)
        var fingerprint = RequestFingerprint(request, key: person.key?.id)
        fingerprint.add(bytes)
        var wish = try BulkWish(openAI: OpenAIFields(json: bytes), context.language, with: person.key?.id)
        wish.idempotencyKey = try request.headers[.idempotencyKey].map(IdempotencyKey.init)
        (wish.attempt, wish.seesOnly) = (fingerprint.attempt(of: request), person.confinement)
        do {
            return try .json(body(of: await studio.submit(wish, for: person.subject), context))
        } catch let problem as Problem where problem.code == .notFound {
            throw Problem(.notFound, field: "input_file_id")
        }
    }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let (person, query) = (try context.requireOwner(), try Query(request))
        let isOpenAI = Shape(of: request) == .openAI
        let limit = try query.number(isOpenAI ? "limit" : "pageSize", in: 0...1_000) ?? 0
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let page = try await studio.bulks(
            before: try Self.cursor(query, isOpenAI ? "after" : "pageToken"),
            limit: limit == 0 ? Self.usualPage : min(limit, Self.longestPage),
            under: permit
        )
        guard isOpenAI else {
            let next = page.hasMore ? page.items.last?.id.value.text ?? "" : ""
            let operations = page.items.map { operation(of: $0, context) }
            return try .json(GeminiBulksBody(operations: operations, nextPageToken: next))
        }
        return try .json(
            OpenAIPage(
                data: page.items.map { body(of: $0, context) },
                firstID: page.items.first?.id.text,
                lastID: page.items.last?.id.text,
                hasMore: page.hasMore
            )
        )
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let (person, id) = (try context.requireOwner(), try context.bulkName().id)
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let bulk = try await studio.bulk(id, under: permit)
        guard Shape(of: request) != .openAI else { return try .json(body(of: bulk, context)) }
        let operation = operation(of: bulk, context)
        let isTold = bulk.head.isInline && bulk.state.isFinal && bulk.head.dialect == .gemini
        return try isTold ? whole(operation, bulk) : .json(operation)
    }

    /// An operation with the answers that go with it.
    private func whole(_ operation: GeminiBulkBody, _ bulk: Bulk) throws -> Response {
        let (before, after) = try operation.around()
        let answers = BulkAnswers(studio: studio, gate: gate, reader: reader)
        return Response(
            status: .ok,
            headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(bytes: before))
                try await answers.forEach(in: bulk.head, .all) { line, isFirst in
                    let text = isFirst ? line : Data(",".utf8) + line
                    try await writer.write(ByteBuffer(bytes: text))
                }
                try await writer.write(ByteBuffer(bytes: after))
                try await writer.finish(nil)
            }
        )
    }

    @Sendable private func cancel(_ request: Request, _ context: AppContext) async throws -> Response {
        let bulk = try await canceled(context.bulkName().id, context)
        return try .json(body(of: bulk, context))
    }

    /// What is asked of a batch of Gemini's clients: `batches/01JD…:cancel`.
    @Sendable private func act(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, verb) = try context.bulkName()
        guard verb == "cancel" else { throw Problem(.notFound) }
        _ = try await canceled(id, context)
        return try .json(EmptyBody())
    }

    private func canceled(_ id: BulkID, _ context: AppContext) async throws -> Bulk {
        let person = try context.requireOwner()
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        if let own = person.confinement {
            guard try await studio.bulk(id, under: permit).head.key == own else { throw Problem(.notFound) }
        }
        return try await studio.cancel(id, under: permit)
    }

    @Sendable private func delete(_ request: Request, _ context: AppContext) async throws -> Response {
        let (person, id) = (try context.requireOwner(), try context.bulkName().id)
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        try await studio.delete(id, under: permit)
        return try .json(EmptyBody())
    }

    private func body(of bulk: Bulk, _ context: AppContext) -> OpenAIBulkBody {
        OpenAIBulkBody(bulk) { openAI.message(of: $0, in: context.language) }
    }

    func operation(of bulk: Bulk, _ context: AppContext) -> GeminiBulkBody {
        let error = bulk.problem.map {
            GeminiStatusBody(gemini.error(for: $0, in: context.language).error)
        }
        return GeminiBulkBody(bulk, error: error)
    }

    private static func cursor(_ query: Query, _ name: String) throws(Problem) -> BulkID? {
        guard let text = query[name], !text.isEmpty else { return nil }
        guard let id = BulkID(anySpelling: text) else {
            throw Problem(.malformedParameter, field: name, ["expected": "batch_…"])
        }
        return id
    }
}

extension AppContext {
    /// The bulk that an address names, and what is asked of it behind a colon.
    /// - Throws: `Problem` `not_found`.
    fileprivate func bulkName() throws(Problem) -> (id: BulkID, verb: Substring?) {
        let (name, verb) = try named()
        guard let id = BulkID(anySpelling: name) else { throw Problem(.notFound) }
        return (id, verb)
    }
}

extension BulkWish {
    /// What OpenAI's clients may put in their own words: pairs of it, and their lengths.
    private static let metadata = (most: 16, longestKey: 64, longestValue: 512)

    /// Reads `{"input_file_id":"file-…","endpoint":"/v1/images/generations","completion_window":"24h"}`.
    fileprivate init(
        openAI fields: OpenAIFields,
        _ language: Language,
        with key: APIKeyID?
    ) throws(Problem) {
        guard let name = try fields.text("input_file_id") else {
            throw Problem(.missingField, field: "input_file_id")
        }
        guard let file = StoredFileID(anySpelling: name) else {
            throw Problem(.notFound, field: "input_file_id")
        }
        guard let endpoint = try fields.word("endpoint", of: OpenAIBulkLines.endpoints) else {
            throw Problem(.missingField, field: "endpoint")
        }
        _ = try fields.word("completion_window", of: ["24h"])
        let details = BulkDetails(
            target: endpoint,
            language: language,
            metadata: try Self.metadata(fields)
        )
        self.init(.openAI, details, .file(file), with: key)
    }

    private static func metadata(_ fields: OpenAIFields) throws(Problem) -> [String: String]? {
        guard let members = try fields.object("metadata") else { return nil }
        guard members.count <= metadata.most else {
            let range = ["least": "0", "most": "\(metadata.most)"]
            throw Problem(.lengthOutOfRange, field: "metadata", range)
        }
        var pairs: [String: String] = [:]
        for (key, value) in members {
            guard case .text(let text) = value else { throw Problem(.wrongFieldType, field: "metadata") }
            guard key.count <= metadata.longestKey, text.count <= metadata.longestValue else {
                let range = ["least": "0", "most": "\(metadata.longestValue)"]
                throw Problem(.lengthOutOfRange, field: "metadata", range)
            }
            pairs[key] = text
        }
        return pairs
    }
}
