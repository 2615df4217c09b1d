import Accounts
package import Blobs
import FoundationEssentials
package import HTTPKit
import HTTPTypes
package import Hummingbird
import Kernel
import NIOCore
package import Privacy
package import Purposes
package import Studio

/// `/v1/files` and `/v1beta/files`: the files of programs, in the shape that their client knows.
///
/// Files belong to accounts: a visitor's browser brings pictures at `/api/images`.
package struct FileRoutes: Sendable {
    static let openAIPrefixes = ["v1", "openai/v1"]
    static let geminiPrefixes = GeminiVersion.allCases.flatMap { [$0.rawValue, "gemini/\($0.rawValue)"] }

    /// Heads, boundaries and fields of a form beside its file, in bytes.
    private static let formOverhead = 100_000

    let studio: Studio
    let privacy: Privacy
    let gate: PurposeGate
    let reader: any BulkReader
    /// The base URL, without a slash at the end.
    let base: String
    private let spool: Spool
    private let bodies = UploadGate(letting: 16, perNetwork: 8)
    private let pace = BodyPace()

    package init(
        studio: Studio,
        privacy: Privacy,
        gate: PurposeGate,
        reader: any BulkReader,
        spool: Spool,
        base: String
    ) {
        self.studio = studio
        self.privacy = privacy
        self.gate = gate
        self.reader = reader
        self.spool = spool
        self.base = base
    }

    package func mount(on router: RouterGroup<AppContext>) {
        for prefix in Set(Self.openAIPrefixes + Self.geminiPrefixes).sorted() {
            router.group("\(prefix)/files")
                .get(use: list)
                .get(":id", use: show)
                .delete(":id", use: delete)
        }
        for prefix in Self.openAIPrefixes {
            router.group("\(prefix)/files")
                .post(use: bring)
                .get(":id/content", use: contents)
        }
    }

    /// Takes a form with one file.
    @Sendable private func bring(_ request: Request, _ context: AppContext) async throws -> Response {
        let person = try context.requireOwner()
        if let length = request.headers[.contentLength].flatMap({ Int($0) }) {
            guard length <= NewFile.longest + Self.formOverhead else {
                throw Problem(.bodyTooLarge, ["limit": "\(NewFile.longest / 1_024)"])
            }
        }
        let form = try FileForm(
            contentType: request.headers[.contentType],
            spool: spool,
            fingerprint: RequestFingerprint(request, key: person.key?.id)
        )
        let file = try await bodies.pass(from: context.client?.network) {
            try await request.pour(at: pace) { try await form.take($0) }
            var (file, fingerprint) = try await form.finish()
            file.key = person.key?.id
            return try await studio.keep(file, fingerprint.attempt(of: request), for: person.subject)
        }
        return try .json(OpenAIFileBody(file))
    }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let (person, query) = (try context.requireOwner(), try Query(request))
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        guard Shape(of: request) != .openAI else {
            let files = try await studio.storedFiles(FilePage(openAI: query), under: permit)
            let bodies = files.items.map(OpenAIFileBody.init)
            return try .json(
                OpenAIPage(
                    data: bodies,
                    firstID: bodies.first?.id,
                    lastID: bodies.last?.id,
                    hasMore: files.hasMore
                )
            )
        }
        let files = try await studio.storedFiles(FilePage(gemini: query), under: permit)
        let place = base(for: request)
        return try .json(
            GeminiFilesBody(
                files: files.items.map { GeminiFileBody($0, base: place) },
                nextPageToken: files.hasMore ? files.items.last?.id.value.text ?? "" : ""
            )
        )
    }

    /// A file's description, or in Gemini's shape its bytes: `files/01JD…:download`.
    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let person = try context.requireOwner()
        let (id, verb) = try context.fileName()
        guard verb == nil else {
            guard verb == "download" else { throw Problem(.notFound) }
            return try await bytes(of: id, for: person)
        }
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let file = try await studio.storedFile(id, under: permit)
        guard Shape(of: request) != .openAI else { return try .json(OpenAIFileBody(file)) }
        return try .json(GeminiFileBody(file, base: base(for: request)))
    }

    @Sendable private func contents(_ request: Request, _ context: AppContext) async throws -> Response {
        let person = try context.requireOwner()
        return try await bytes(of: context.fileName().id, for: person)
    }

    /// Deletes a file, with the picture that it brought.
    @Sendable private func delete(_ request: Request, _ context: AppContext) async throws -> Response {
        let (person, id) = (try context.requireOwner(), try context.fileName().id)
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let file = try await studio.storedFile(id, under: permit)
        try await FileBin(studio: studio, privacy: privacy).delete(file.expired(of: person.subject))
        guard Shape(of: request) != .openAI else {
            return try .json(OpenAIDeletedBody(id: id.openAIText))
        }
        return try .json(EmptyBody())
    }

    private func bytes(of id: StoredFileID, for person: Person) async throws -> Response {
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        switch try await studio.contents(of: id, under: permit) {
        case .picture(let file): return Response(file, of: nil, isDownload: false)
        case .lines(let blob):
            return Response(
                status: .ok,
                headers: .ofLines(length: blob.size),
                body: ResponseBody(contentLength: blob.size) { writer in
                    for try await chunk in blob { try await writer.write(ByteBuffer(bytes: chunk)) }
                    try await writer.finish(nil)
                }
            )
        case .outcome(let bulk, let part):
            let answers = BulkAnswers(studio: studio, gate: gate, reader: reader)
            return Response(
                status: .ok,
                headers: .ofLines(length: nil),
                body: ResponseBody { writer in
                    try await answers.forEach(in: bulk.head, part) { line, _ in
                        try await writer.write(ByteBuffer(bytes: line + Data("\n".utf8)))
                    }
                    try await writer.finish(nil)
                }
            )
        }
    }

    private func base(for request: Request) -> String { "\(base)/\(GeminiVersion(of: request).rawValue)" }
}

/// The versions under which Gemini's shape is answered.
enum GeminiVersion: String, CaseIterable, Sendable {
    case v1
    case beta = "v1beta"
    case alpha = "v1alpha"

    /// That of an address, whatever stands before it.
    init(of request: Request) {
        let parts = request.uri.path.split(separator: "/")
        self = parts.prefix(3).lazy.compactMap { Self(rawValue: String($0)) }.first ?? .v1
    }
}

extension HTTPFields {
    /// Of lines of JSON, which are somebody's own.
    fileprivate static func ofLines(length: Int?) -> HTTPFields {
        var fields: HTTPFields = [.contentType: StoredFile.linesType, .cacheControl: "no-store"]
        if let length { fields[.contentLength] = "\(length)" }
        return fields
    }
}

extension AppContext {
    /// Whoever has an account, or shows a key of one.
    /// - Throws: `Problem` `sign_in_required`.
    func requireOwner() throws(Problem) -> Person {
        guard let person, person.isMember else { throw Problem(.signInRequired) }
        return person
    }

    /// The file that an address names, and what is asked of it behind a colon.
    /// - Throws: `Problem` `not_found`.
    fileprivate func fileName() throws(Problem) -> (id: StoredFileID, verb: Substring?) {
        let (name, verb) = try named()
        guard let id = StoredFileID(anySpelling: name) else { throw Problem(.notFound) }
        return (id, verb)
    }

    /// The `id` of an address, split at its last colon.
    func named() throws(Problem) -> (name: Substring, verb: Substring?) {
        // Some clients escape the colon; nothing else of an id needs that.
        guard let text = parameters.get("id")?.replacing("%3A", with: ":") else { throw Problem(.notFound) }
        guard let colon = text.lastIndex(of: ":") else { return (text[...], nil) }
        return (text[..<colon], text[text.index(after: colon)...])
    }
}

extension FilePage {
    private static let longest = 100

    /// Newest first; more than `longest` are never told at once.
    fileprivate init(openAI query: Query) throws(Problem) {
        let limit = try query.number("limit", in: 1...10_000) ?? Self.longest
        var purpose: StoredFile.Purpose?
        if let word = query["purpose"] {
            guard let known = StoredFile.Purpose(rawValue: word) else {
                let words = StoredFile.Purpose.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(.valueUnknown, field: "purpose", ["known": words])
            }
            purpose = known
        }
        guard ["asc", "desc", nil].contains(query["order"]) else {
            throw Problem(.valueUnknown, field: "order", ["known": "asc, desc"])
        }
        self.init(
            after: try Self.cursor(query, "after"),
            limit: min(limit, Self.longest),
            isOldestFirst: query["order"] == "asc",
            purpose: purpose
        )
    }

    fileprivate init(gemini query: Query) throws(Problem) {
        let limit = try query.number("pageSize", in: 0...1_000) ?? 0
        self.init(
            after: try Self.cursor(query, "pageToken"),
            limit: limit == 0 ? 10 : min(limit, Self.longest)
        )
    }

    private static func cursor(_ query: Query, _ name: String) throws(Problem) -> StoredFileID? {
        guard let text = query[name], !text.isEmpty else { return nil }
        guard let id = StoredFileID(anySpelling: text) else {
            throw Problem(.malformedParameter, field: name, ["expected": "file-…"])
        }
        return id
    }
}
