import FoundationEssentials
import Imaging
import Kernel
import Studio

/// What a job in OpenAI's shape is answered with, beside its pictures.
struct ImagesAnswer: Encodable {
    let created: Int64
    let background: String
    let outputFormat: String
    let quality: String
    let size: String
    let safetyIdentifier: String?
    let usage: ImagesUsage
    let model: String
    let job: String
    let charged: Int64

    init(_ job: Job, _ wish: ImagesWish, background: String) {
        created = job.createdAt.milliseconds / 1_000
        self.background = background
        outputFormat = wish.look.format.rawValue
        quality = wish.look.quality
        // What was made, whatever was asked for.
        size = (job.images.first?.size ?? job.size).description
        safetyIdentifier = wish.safetyIdentifier
        usage = ImagesUsage(of: job)
        model = job.model
        self.job = job.id.text
        charged = job.charged.amount
    }

    enum CodingKeys: String, CodingKey {
        case created, background, quality, size, usage, model
        case outputFormat = "output_format"
        case safetyIdentifier = "safety_identifier"
        case job = "job_id"
        case charged = "charged_credits"
    }

    /// The whole body; the pictures are put in as text that needs no escaping, so that none of them is copied twice.
    func body(with pictures: [AnsweredPicture]) throws -> Data {
        var body = Data("{\"data\":[".utf8)
        for (place, picture) in pictures.enumerated() {
            if place > 0 { body += Data(",".utf8) }
            switch picture {
            case .inline(let bytes):
                body += Data("{\"b64_json\":\"".utf8) + bytes.base64EncodedData() + Data("\"}".utf8)
            case .link(let address):
                body += Data("{\"url\":\"\(address)\"}".utf8)
            }
        }
        return body + Data("],".utf8) + (try JSONEncoder.wire.encode(self)).dropFirst()
    }
}

enum AnsweredPicture: Sendable {
    case inline(Data)
    /// Of our own spelling: nothing in it needs escaping.
    case link(String)
}

/// How much went in and came out, in tokens: for clients that add up what they are told; charges never follow it.
struct ImagesUsage: Encodable {
    struct Details: Encodable {
        let text: Int
        let image: Int

        enum CodingKeys: String, CodingKey {
            case text = "text_tokens"
            case image = "image_tokens"
        }
    }

    /// Of a picture, a token for so many pixels: 1024x1024 has 1,024.
    private static let pixelsPerToken = 1_024
    /// Of a picture that is shown, whatever its size.
    private static let perShown = 560

    let input: Details
    let output: Details

    /// Of a job with all its pictures, or some of them.
    init(of job: Job, making images: [Image]? = nil) {
        // About four letters of Latin script, or one sign of Chinese.
        let text = (job.prompt.text.utf8.count + 3) / 4
        input = Details(text: text, image: job.inputs.count { $0.role == .picture } * Self.perShown)
        let made = (images ?? job.images).map {
            ($0.size.pixels + Self.pixelsPerToken - 1) / Self.pixelsPerToken
        }
        output = Details(text: 0, image: made.reduce(0, +))
    }

    enum CodingKeys: String, CodingKey {
        case total = "total_tokens"
        case input = "input_tokens"
        case output = "output_tokens"
        case inputDetails = "input_tokens_details"
        case outputDetails = "output_tokens_details"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let (into, out) = (input.text + input.image, output.text + output.image)
        try container.encode(into + out, forKey: .total)
        try container.encode(into, forKey: .input)
        try container.encode(out, forKey: .output)
        try container.encode(input, forKey: .inputDetails)
        try container.encode(output, forKey: .outputDetails)
    }
}

extension Job {
    /// What it cost: pictures that were not made cost nothing, and those that were made before it was cancelled do.
    var charged: Credits {
        guard count > 0 else { return .zero }
        return Credits(price.amount / Int64(count) * Int64(images.count))
    }
}
