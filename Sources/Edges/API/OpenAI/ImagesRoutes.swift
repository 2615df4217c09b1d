import Accounts
import FoundationEssentials
package import HTTPKit
import HTTPTypes
package import Hummingbird
import Kernel
import NIOCore
import Studio

/// `/v1/images/…`: pictures for clients of OpenAI's.
///
/// Each request is a job, whose answer is held until it has ended.
package struct ImagesRoutes: Sendable {
    /// Of an order of words alone, in bytes.
    static let longestOrder = 1 << 20
    /// Of an edit in JSON, whose pictures are text in it, in bytes; larger ones come as forms.
    static let longestEdit = 64 << 20
    /// Of a form beside its pictures, in bytes.
    private static let formOverhead = 1 << 20

    let desk: ShapedDesk
    let exchange: JobExchange
    let dialect: OpenAIDialect
    /// The base URL, without a slash at the end.
    let base: String
    private let forms = UploadGate(letting: 32, perNetwork: 16)
    private let bodies = LargeBodies(upTo: Self.longestEdit)
    private let pace = BodyPace()

    package init(
        desk: ShapedDesk,
        exchange: JobExchange,
        dialect: OpenAIDialect,
        base: String
    ) {
        self.desk = desk
        self.exchange = exchange
        self.dialect = dialect
        self.base = base
    }

    /// `base` is `v1`, or what forces this shape.
    package func mount(on router: RouterGroup<AppContext>) {
        for prefix in ["v1", "openai/v1"] {
            router.group("\(prefix)/images")
                .post("generations", use: generate)
                .post("edits", use: edit)
                .post("variations", use: refuseVariations)
        }
    }

    /// For whoever has a link; knows nobody, and sets no cookie.
    package func mountFiles(on router: RouterGroup<AppContext>) {
        router.get("v1/images/files/:token", use: file)
    }

    @Sendable private func generate(_ request: Request, _ context: AppContext) async throws -> Response {
        try desk.admit(request, context)
        let body = Data(try await request.wholeBody(upTo: Self.longestOrder).readableBytesView)
        var fingerprint = RequestFingerprint(request, key: context.person?.key?.id)
        fingerprint.add(body)
        let wish = try ImagesWish(OpenAIFields(json: body))
        return try await order(wish, fingerprint, request, context)
    }

    /// A form, as the clients in Python send it, or JSON.
    @Sendable private func edit(_ request: Request, _ context: AppContext) async throws -> Response {
        try desk.admit(request, context)
        var fingerprint = RequestFingerprint(request, key: context.person?.key?.id)
        guard request.headers[.contentType]?.lowercased().hasPrefix("multipart/") == true else {
            let bytes = try await bodies.read(request, context)
            fingerprint.add(bytes)
            return try await order(ImagesWish(edit: OpenAIFields(json: bytes)), fingerprint, request, context)
        }
        let (wish, read) = try await forms.pass(from: context.client?.network) {
            try await form(of: request, fingerprint)
        }
        return try await order(wish, read, request, context)
    }

    private func form(
        of request: Request,
        _ fingerprint: RequestFingerprint
    ) async throws -> (ImagesWish, RequestFingerprint) {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }) {
            let most = (ImagesWish.mostPictures + 1) * Upload.longestFile + Self.formOverhead
            guard length <= most else { throw Problem(.bodyTooLarge, ["limit": "\(most / 1_024)"]) }
        }
        let form = try EditForm(
            contentType: request.headers[.contentType],
            spool: desk.spool,
            fingerprint: fingerprint
        )
        try await request.pour(at: pace) { try await form.take($0) }
        return try await form.finish()
    }

    private func order(
        _ wish: ImagesWish,
        _ fingerprint: RequestFingerprint,
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        var (wish, context) = (wish, context)
        wish.order.idempotencyKey = request.headers[.idempotencyKey]
        wish.order.attempt = fingerprint.attempt(of: request)
        if wish.delivery == .link, context.person?.isMember != true {
            throw Problem(.signInRequired, field: "response_format")
        }
        let (job, person) = try await desk.submit(wish.order, request, &context)
        let pictures = AnsweredPictures(
            stored: StoredPictures(studio: desk.studio, gate: desk.gate),
            wish: wish,
            person: person,
            base: base
        )
        let headers: HTTPFields = [.jobID: job.id.text]
        if wish.isStreamed, !(job.status.isFinal && job.status != .succeeded) {
            return stream(job, pictures, request, context, headers)
        }
        let (dialect, language) = (dialect, context.language)
        return try await exchange.answer(job.id, of: person, request, context, headers: headers) { job in
            if let problem = job.ending { return dialect.outcome(of: problem, in: language) }
            return JobExchange.Outcome(body: try await pictures.body(of: job))
        }
    }

    private func stream(
        _ job: Job,
        _ pictures: AnsweredPictures,
        _ request: Request,
        _ context: AppContext,
        _ headers: HTTPFields
    ) -> Response {
        let kind: ImagesStream.Kind = pictures.wish.order.pictures.isEmpty ? .generation : .edit
        let frames = ImagesStream(kind, pictures: pictures, dialect: dialect, language: context.language)
        return exchange.stream(
            job.id,
            of: pictures.person,
            request,
            context,
            headers: headers,
            keepAlive: ": keep\n\n"
        ) { job in try await frames.look(at: job) }
    }

    @Sendable private func refuseVariations(
        _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        let error = OpenAIError(400, .invalidRequest, "endpoint_retired")
        let message = dialect.sentence("openai.variations_retired", in: context.language)
        return Response(
            status: .badRequest,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: dialect.body(error, message: message)))
        )
    }

    /// The bytes that a link leads to, for as long as it does.
    @Sendable private func file(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let link = context.parameters.get("token").flatMap({ PictureLink($0) }) else {
            throw Problem(.notFound)
        }
        let file = try await desk.studio.file(behind: link)
        var answer = Response(file, of: nil, isDownload: false)
        answer.headers[.crossOriginResourcePolicy] = "cross-origin"
        answer.headers[.referrerPolicy] = "no-referrer"
        return answer
    }
}

extension Job {
    /// Why a job that has ended has no pictures to show; nil for one that has some.
    var ending: Problem? {
        switch status {
        case .succeeded: images.isEmpty ? Problem(.inputGone) : nil
        case .failed: Problem(failure ?? .internalError)
        case .canceled: Problem(.jobCanceled)
        case .queued, .running: nil
        }
    }
}
