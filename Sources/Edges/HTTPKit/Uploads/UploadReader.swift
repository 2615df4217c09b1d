import Blobs
import FoundationEssentials
import Kernel
import Studio

/// Reads the files of one request into the spool, piece by piece: those of a form, or the one that is the whole body.
actor UploadReader {
    /// Judges the token of a page's form; forms of programs have none.
    typealias TokenCheck = @Sendable (_ token: String) throws -> Void

    private static let longestToken = 256

    private let spool: Spool
    private let checkToken: TokenCheck?
    private var parser: MultipartParser?
    private var files: [Upload.File] = []
    private var name: String?
    private var writer: SpoolWriter?
    /// Nil outside of the token's field.
    private var token: Data?
    private var isChecked = false

    /// - Throws: `Problem` `unsupported_media_type` for what is neither a form nor a picture.
    init(
        contentType: String?,
        spool: Spool,
        checkToken: TokenCheck?
    ) throws(Problem) {
        self.spool = spool
        self.checkToken = checkToken
        let kind = (contentType ?? "").lowercased().trimmed
        if kind.hasPrefix("multipart/") {
            var limits = MultipartLimits(parts: Upload.mostFiles + 2)
            limits.partBytes = Upload.longestFile
            parser = try MultipartParser(contentType: contentType, limits: limits)
        } else {
            guard kind.hasPrefix("image/"), checkToken == nil else {
                throw Problem(.unsupportedMediaType, field: "file")
            }
        }
    }

    func take(_ piece: Data) async throws {
        guard var form = parser else { return try await append(piece) }
        let events = try form.feed(piece)
        parser = form
        for event in events {
            switch event {
            case .part(let head): try await begin(head)
            case .bytes(let bytes): try await append(bytes)
            case .end: try await end()
            }
        }
    }

    /// The files, once the body is over.
    /// - Throws: `Problem` `malformed_body`, `file_missing`.
    func finish() async throws -> [Upload.File] {
        try parser?.requireEnd()
        try await end()
        guard !files.isEmpty else { throw Problem(.fileMissing, field: "file") }
        return files
    }

    private func begin(_ head: MultipartHead) async throws {
        try await end()
        switch head.name {
        case "csrf" where checkToken != nil && token == nil:
            token = Data()
        case "file":
            try requireToken()
            guard files.count < Upload.mostFiles else {
                throw Problem(.tooManyFiles, field: "file", ["limit": "\(Upload.mostFiles)"])
            }
            (name, writer) = (head.fileName, try await spool.begin())
        default: throw Problem(.unknownField, field: head.name)
        }
    }

    private func append(_ bytes: Data) async throws {
        if writer == nil, parser != nil {
            token?.append(bytes)
            guard token?.count ?? 0 <= Self.longestToken else { throw Problem(.formExpired) }
            return
        }
        if writer == nil { writer = try await spool.begin() }
        guard let writer, writer.size + bytes.count <= Upload.longestFile else { throw Problem.fileTooLarge }
        try await writer.append(bytes)
    }

    /// Ends the file that is being read; a field of a form in which none was chosen brings none.
    private func end() async throws {
        guard let ended = writer else { return }
        writer = nil
        if ended.size == 0, name?.isEmpty ?? true { return }
        files.append(Upload.File(try await ended.finish(), named: name))
    }

    /// A page's token stands before its files, so that nothing is kept of a form that is not ours.
    private func requireToken() throws {
        guard let checkToken, !isChecked else { return }
        try checkToken(String(decoding: token ?? Data(), as: UTF8.self))
        isChecked = true
    }
}

extension Problem {
    static var fileTooLarge: Problem {
        Problem(.fileTooLarge, field: "file", ["limit": "\(Upload.longestFile / 1_000_000)"])
    }
}
