import Accounts
import FoundationEssentials
import HTTPKit
import Hummingbird
import Kernel
import Privacy

extension Web {
    @Sendable func showImport(_ request: Request, _ context: AppContext) async throws -> Response {
        let layout = printer.layout(request, context, at: .importPage, titled: Message("import.page"))
        guard let person = context.person else {
            return printer.print(ImportPage(layout: layout, isStranger: true))
        }
        var page = ImportPage(layout, try await archives.newestImport(of: person.subject))
        page.expectsUntil = try await archives.arrivalExpected(of: person.subject)
        return printer.print(page)
    }

    /// Shows a transfer address, once: what is kept of it is a hash.
    @Sendable func makeTransferAddress(_ request: Request, _ context: AppContext) async throws -> Response {
        _ = try await checkedForm(request, context)
        let address = try await transfers.expect(context)
        let layout = printer.layout(request, context, at: .importPage, titled: Message("import.page"))
        let subject = try context.requirePerson().subject
        var page = ImportPage(layout, try await archives.newestImport(of: subject))
        page.address = address
        return printer.print(page)
    }

    /// Takes a file of a form in, piece by piece; the form's token comes before it.
    @Sendable func bringArchive(_ request: Request, _ context: AppContext) async throws -> Response {
        guard origins.sent(request) else { throw Problem(.originRefused) }
        let person = try context.requirePerson()
        let parser = try MultipartParser(
            contentType: request.headers[.contentType],
            limits: MultipartLimits(parts: 2)
        )
        let archive = try await transfers.arriving(context)
        do {
            var form = ArchiveForm(parser: parser, subject: person.subject, tokens: tokens)
            try await request.pour(within: .seconds(3_600)) { piece in
                for bytes in try form.archive(in: piece) { try await archive.append(bytes) }
            }
            try form.requireWhole()
            _ = try await archives.arrived(archive)
        } catch {
            await archives.left(archive)
            throw error
        }
        return .redirect(to: Links(context.language).page(.importPage))
    }
}

/// The form that brings an archive: a token, then a file, and nothing else.
private struct ArchiveForm {
    private static let longestToken = 256

    private var parser: MultipartParser
    private let subject: SubjectID
    private let tokens: FormTokens
    private var part = ""
    private var token = Data()
    private var hasFile = false

    init(parser: MultipartParser, subject: SubjectID, tokens: FormTokens) {
        self.parser = parser
        self.subject = subject
        self.tokens = tokens
    }

    /// The bytes of the archive that a piece of the body brings.
    mutating func archive(in piece: Data) throws(Problem) -> [Data] {
        var bytes: [Data] = []
        for event in try parser.feed(piece) {
            switch event {
            case .part(let head) where head.name == "csrf": part = "csrf"
            case .part(let head) where head.name == "archive":
                try tokens.check(String(decoding: token, as: UTF8.self), for: subject)
                (part, hasFile) = ("archive", true)
            case .part(let head): throw Problem(.unknownField, field: head.name)
            case .bytes(let more) where part == "csrf":
                token.append(more)
                guard token.count <= Self.longestToken else { throw Problem(.formExpired) }
            case .bytes(let more): bytes.append(more)
            case .end: break
            }
        }
        return bytes
    }

    /// - Throws: `Problem` `malformed_body`, `missing_field`.
    func requireWhole() throws(Problem) {
        try parser.requireEnd()
        guard hasFile else { throw Problem(.missingField, field: "archive") }
    }
}
