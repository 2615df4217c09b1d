import Accounts
import FoundationEssentials
import HTTPKit
import HTTPTypes
import Hummingbird
import Kernel
import Provenance

extension Web {
    @Sendable func showVerify(_ request: Request, _ context: AppContext) async throws -> Response {
        verifyPage(request, context)
    }

    /// Judges a file, and forgets it.
    @Sendable func verify(_ request: Request, _ context: AppContext) async throws -> Response {
        guard origins.sent(request) else { throw Problem(.originRefused) }
        var form = VerifyForm(
            parser: try MultipartParser(
                contentType: request.headers[.contentType],
                limits: MultipartLimits(parts: 2)
            ),
            subject: context.person?.subject,
            tokens: tokens
        )
        return try await answering {
            let judgement = try await verifyDesk.judge(
                request,
                context,
                { try form.file(in: $0) },
                whole: { try form.requireEnd() }
            )
            return verifyPage(request, context, judgement)
        } refused: { problem in
            verifyPage(request, context, refusedFor: problem)
        }
    }

    private func verifyPage(
        _ request: Request,
        _ context: AppContext,
        _ judgement: Judgement? = nil,
        refusedFor problem: Problem? = nil
    ) -> Response {
        var page = VerifyPage(
            layout: printer.layout(request, context, at: .verify, titled: Message("verify.page"))
        )
        page.judgement = judgement
        page.fault = problem.map { ProblemWords($0, page.layout.words) }
        var answer = printer.print(page, status: problem.map { .init(code: $0.status) } ?? .ok)
        answer.headers[.retryAfter] = problem?.retryAfter
        if let problem { context.limits.note(problem) }
        return answer
    }
}

/// The form that brings a picture to be judged: a token, then a file, and nothing else.
private struct VerifyForm {
    private static let longestToken = 256

    private var parser: MultipartParser
    private let subject: SubjectID?
    private let tokens: FormTokens
    private var part = ""
    private var token = Data()

    init(parser: MultipartParser, subject: SubjectID?, tokens: FormTokens) {
        self.parser = parser
        self.subject = subject
        self.tokens = tokens
    }

    /// The bytes of the file that a piece of the body brings.
    /// - Throws: `Problem` `form_expired`, `unknown_field`, `malformed_body`.
    mutating func file(in piece: Data) throws(Problem) -> [Data] {
        var bytes: [Data] = []
        for event in try parser.feed(piece) {
            switch event {
            case .part(let head) where head.name == "csrf" && part.isEmpty: part = "csrf"
            case .part(let head) where head.name == "file" && part != "file":
                try tokens.check(String(decoding: token, as: UTF8.self), for: subject)
                part = "file"
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

    /// - Throws: `Problem` `malformed_body`.
    func requireEnd() throws(Problem) { try parser.requireEnd() }
}
