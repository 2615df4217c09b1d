import FoundationEssentials
import Imaging
import Kernel
import NIOCore
import Studio

/// What a job's followers are sent in OpenAI's shape: pictures that are not finished yet, each finished one, or why there is none.
actor ImagesStream {
    enum Kind: String, Sendable {
        case generation = "image_generation"
        case edit = "image_edit"
    }

    private let kind: Kind
    private let pictures: AnsweredPictures
    private let dialect: OpenAIDialect
    private let language: Language
    private var drafts: ShownDrafts
    /// The pictures that were sent, by their place.
    private var sent: Set<Int> = []
    private var isOver = false

    init(
        _ kind: Kind,
        pictures: AnsweredPictures,
        dialect: OpenAIDialect,
        language: Language
    ) {
        self.kind = kind
        self.pictures = pictures
        drafts = ShownDrafts(most: pictures.wish.look.partials)
        self.dialect = dialect
        self.language = language
    }

    /// What is new since the last look.
    func look(at job: Job) async throws -> [ByteBuffer] {
        guard !isOver else { return [] }
        do {
            return try await frames(of: job)
        } catch let problem as Problem {
            // The status is out: what went wrong can be said in the stream alone.
            isOver = true
            return [failure(problem)]
        }
    }

    private func frames(of job: Job) async throws -> [ByteBuffer] {
        if let problem = job.ending {
            isOver = true
            return [failure(problem)]
        }
        var frames: [ByteBuffer] = []
        if let partial = try await partial(of: job) { frames.append(partial) }
        for image in job.images.sorted(by: { $0.position < $1.position })
        where sent.insert(image.position).inserted {
            frames.append(try await completed(image, job))
        }
        return frames
    }

    private func partial(of job: Job) async throws -> ByteBuffer? {
        guard let draft = job.draft, !sent.contains(draft.position), let number = drafts.show(draft) else {
            return nil
        }
        let look = pictures.wish.look
        let bytes = try await pictures.stored.studio.bytes(
            of: draft,
            as: look.format,
            quality: look.compression
        )
        let frame = Frame("\(kind.rawValue).partial_image", job, pictures.wish, partial: number)
        return try frame.buffer(with: bytes)
    }

    private func completed(_ image: Image, _ job: Job) async throws -> ByteBuffer {
        var frame = Frame("\(kind.rawValue).completed", job, pictures.wish)
        frame.size = image.size.description
        frame.usage = ImagesUsage(of: job, making: [image])
        return try frame.buffer(with: try await pictures.bytes(of: image))
    }

    private func failure(_ problem: Problem) -> ByteBuffer {
        let message = dialect.message(of: problem, in: language)
        let body = dialect.body(OpenAIError(problem), message: message, isEvent: true)
        return ByteBuffer(string: "data: ") + ByteBuffer(bytes: body) + ByteBuffer(string: "\n\n")
    }
}

/// One event, beside its picture.
private struct Frame: Encodable {
    let type: String
    let createdAt: Int64
    var size: String
    let quality: String
    let background = "opaque"
    let outputFormat: String
    let partial: Int?
    var usage: ImagesUsage?
    let model: String
    let job: String

    init(_ type: String, _ job: Job, _ wish: ImagesWish, partial: Int? = nil) {
        self.type = type
        createdAt = job.createdAt.milliseconds / 1_000
        size = job.size.description
        quality = wish.look.quality
        outputFormat = wish.look.format.rawValue
        self.partial = partial
        model = job.model
        self.job = job.id.text
    }

    enum CodingKeys: String, CodingKey {
        case type, size, quality, background, usage, model
        case createdAt = "created_at"
        case outputFormat = "output_format"
        case partial = "partial_image_index"
        case job = "job_id"
    }

    func buffer(with picture: Data) throws -> ByteBuffer {
        var buffer = ByteBuffer(string: "event: \(type)\ndata: {\"b64_json\":\"")
        buffer.writeBytes(picture.base64EncodedData())
        buffer.writeString("\",")
        buffer.writeBytes(try JSONEncoder.wire.encode(self).dropFirst())
        buffer.writeString("\n\n")
        return buffer
    }
}

extension ByteBuffer {
    fileprivate static func + (left: ByteBuffer, right: ByteBuffer) -> ByteBuffer {
        var (all, rest) = (left, right)
        all.writeBuffer(&rest)
        return all
    }
}
