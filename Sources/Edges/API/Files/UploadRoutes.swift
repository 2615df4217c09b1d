package import Accounts
package import Blobs
import FoundationEssentials
package import HTTPKit
import HTTPTypes
package import Hummingbird
import Kernel
import NIOCore
package import Studio

/// `/upload/v1beta/files`: files of Gemini's clients, which begin an upload with their key and bring its bytes without one.
package struct UploadRoutes: Sendable {
    /// Of what is said of a file before it comes, in bytes.
    private static let longestStart = 64 << 10

    private let studio: Studio
    private let accounts: Accounts
    private let spool: Spool
    private let open: OpenUploads
    private let dialect: GeminiDialect
    private let base: String
    private let gate = UploadGate(letting: 32, perNetwork: 16)
    private let pace = BodyPace()

    /// `base` is the base URL, without a slash at the end: clients take the address of their upload as it is.
    package init(
        studio: Studio,
        accounts: Accounts,
        spool: Spool,
        open: OpenUploads,
        dialect: GeminiDialect,
        base: String
    ) {
        self.studio = studio
        self.accounts = accounts
        self.spool = spool
        self.open = open
        self.dialect = dialect
        self.base = base
    }

    package func mount(on router: RouterGroup<AppContext>) {
        for version in GeminiVersion.allCases {
            router.post("upload/\(version.rawValue)/files", use: take)
            router.post("gemini/upload/\(version.rawValue)/files", use: take)
        }
    }

    @Sendable private func take(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let token = request.uri.queryParameters["upload_id"] else {
            return try await start(request, context)
        }
        do {
            let answer = try await piece(of: open.upload(String(token)), request, context)
            if answer.headers[.uploadStatus] == "final" { await open.settle(String(token)) }
            return answer
        } catch let problem as Problem where problem.code != .tooBusy && problem.status < 500 {
            // Without the field clients would send the same bytes again, three times.
            var answer = dialect.render(problem, for: request, context: context)
            answer.headers[.uploadStatus] = "cancelled"
            return answer
        }
    }

    private func start(_ request: Request, _ context: AppContext) async throws -> Response {
        let owner = try context.requireOwner()
        guard request.headers[.uploadProtocol] == "resumable", Command(request).isStart else {
            throw Problem(.valueUnknown, field: "x-goog-upload-protocol", ["known": "resumable"])
        }
        let bytes = Data(try await request.wholeBody(upTo: Self.longestStart).readableBytesView)
        let said = try bytes.isEmpty ? nil : LenientObject(json: bytes).object("file")
        let field = "x-goog-upload-header-content-length"
        guard let length = request.headers[.uploadLength].flatMap({ Int($0) }), length > 0 else {
            throw Problem(.missingField, field: field)
        }
        guard length <= NewFile.longest else {
            throw Problem(.fileTooLarge, field: "file", ["limit": "\(NewFile.longest / 1_000_000)"])
        }
        let name = try said?.text("displayName") ?? request.headers[.uploadName]
        let upload = OpenUpload(of: owner, length: length, named: name, in: spool)
        let version = GeminiVersion(of: request).rawValue
        let address = "\(base)/upload/\(version)/files?upload_id=\(try await open.open(upload))"
        return try .json(
            EmptyBody(),
            headers: [
                .uploadAddress: address, .uploadStatus: "active",
                .uploadGranularity: "1", .cacheControl: "no-store",
            ]
        )
    }

    private func piece(
        of upload: OpenUpload,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        let command = Command(request)
        // Whoever revokes a key means what it has begun too.
        if let key = upload.owner.key {
            _ = try await accounts.standingKey(key.id, of: upload.owner.subject)
        }
        if command.isQuery {
            return try .json(
                EmptyBody(),
                headers: [.uploadStatus: "active", .uploadReceived: "\(await upload.size)"]
            )
        }
        guard command.isUpload || command.isFinalize else {
            let known = ["known": "upload, finalize, query"]
            throw Problem(.valueUnknown, field: "x-goog-upload-command", known)
        }
        let offset = request.headers[.uploadOffset].flatMap { Int($0) } ?? (command.isUpload ? 0 : nil)
        let at = if let offset { offset } else { await upload.size }
        let skipped = Skipped(try await upload.begin(at: at))
        do {
            if command.isUpload {
                try await gate.pass(from: context.client?.network) {
                    try await request.pour(at: pace) { try await upload.append(skipped.rest(of: $0)) }
                }
            }
            guard command.isFinalize else {
                await upload.end()
                return try .json(EmptyBody(), headers: [.uploadStatus: "active"])
            }
            let body = try await finish(upload, request)
            await upload.end()
            return try .json(body, headers: [.uploadStatus: "final"])
        } catch {
            await upload.end()
            throw error
        }
    }

    private func finish(_ upload: OpenUpload, _ request: Request) async throws -> GeminiUploadedBody {
        let studio = studio
        let file = try await upload.finish { content in
            var new = NewFile(content, named: upload.name, for: .userData, keptFor: .short)
            new.key = upload.owner.key?.id
            return try await studio.keep(new, for: upload.owner.subject)
        }
        return GeminiUploadedBody(
            file: GeminiFileBody(file, base: "\(base)/\(GeminiVersion(of: request).rawValue)")
        )
    }
}

/// What a request of an upload wants, of which it may want two: `upload, finalize`.
private struct Command {
    private let words: Set<String>

    init(_ request: Request) {
        let text = request.headers[.uploadCommand] ?? ""
        words = Set(text.lowercased().split { $0 == "," || $0 == " " }.map(String.init))
    }

    var isStart: Bool { words == ["start"] }

    var isQuery: Bool { words == ["query"] }

    var isUpload: Bool { words.contains("upload") }

    var isFinalize: Bool { words.contains("finalize") }
}

/// Passes over the bytes of a piece that came before.
private actor Skipped {
    private var left: Int

    init(_ count: Int) {
        left = count
    }

    func rest(of bytes: Data) -> Data {
        let skipped = min(left, bytes.count)
        left -= skipped
        return skipped == 0 ? bytes : Data(bytes.dropFirst(skipped))
    }
}

extension HTTPField.Name {
    fileprivate static let uploadProtocol = Self("X-Goog-Upload-Protocol") ?? .contentType
    fileprivate static let uploadCommand = Self("X-Goog-Upload-Command") ?? .contentType
    fileprivate static let uploadOffset = Self("X-Goog-Upload-Offset") ?? .contentType
    fileprivate static let uploadLength = Self("X-Goog-Upload-Header-Content-Length") ?? .contentType
    fileprivate static let uploadName = Self("X-Goog-Upload-File-Name") ?? .contentType
    fileprivate static let uploadAddress = Self("X-Goog-Upload-URL") ?? .location
    fileprivate static let uploadStatus = Self("X-Goog-Upload-Status") ?? .location
    fileprivate static let uploadReceived = Self("X-Goog-Upload-Size-Received") ?? .location
    fileprivate static let uploadGranularity = Self("X-Goog-Upload-Chunk-Granularity") ?? .location
}
