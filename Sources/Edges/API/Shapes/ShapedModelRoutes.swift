import Engines
import FoundationEssentials
package import HTTPKit
package import Hummingbird
import Kernel
package import Studio
import Wire

/// `/v1/models` and its kin: every model that makes or changes pictures, for clients of either shape, each told in its own.
package struct ShapedModelRoutes: Sendable {
    /// The tasks that these shapes can ask for.
    private static let tasks: Set<Model.Task> = [.generate, .edit]
    private static let longestPage = 1_000

    private let studio: Studio
    private let presenter: Presenter

    package init(studio: Studio, presenter: Presenter) {
        self.studio = studio
        self.presenter = presenter
    }

    package func mount(on router: RouterGroup<AppContext>) {
        for prefix in [
            "v1", "v1beta", "v1alpha", "openai/v1", "gemini/v1", "gemini/v1beta", "gemini/v1alpha",
        ] {
            // An id may have slashes.
            router.group("\(prefix)/models").get(use: list).get("**", use: show)
        }
    }

    @Sendable private func list(_ request: Request, _ context: AppContext) async throws -> Response {
        let models = studio.offeredModels.filter { !Self.tasks.isDisjoint(with: $0.tasks) }
        guard Shape(of: request) != .openAI else {
            return try .json(OpenAIModelList(data: models.map(OpenAIModel.init)))
        }
        let query = try Query(request)
        let limit = try query.number("pageSize", in: 1...Self.longestPage) ?? Self.longestPage
        let start = try query.number("pageToken", in: 0...models.count) ?? 0
        let end = min(models.count, start + limit)
        return try .json(
            GeminiModelList(
                models: models[start..<end].map { gemini($0, context.language) },
                nextPageToken: end < models.count ? "\(end)" : nil
            )
        )
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let model = try studio.model(named: Self.name(in: request))
        guard Shape(of: request) != .openAI else { return try .json(OpenAIModel(model)) }
        return try .json(gemini(model, context.language))
    }

    /// What follows `/models/`, decoded once; some clients write `models/` twice.
    private static func name(in request: Request) throws(Problem) -> String {
        let path = request.uri.path
        guard let place = path.firstRange(of: "/models/"),
            let name = String(path[place.upperBound...]).percentDecoded
        else { throw Problem(.modelUnknown, field: "model") }
        return name.hasPrefix("models/") ? String(name.dropFirst("models/".count)) : name
    }

    private func gemini(_ model: Model, _ language: Language) -> GeminiModel {
        let words = presenter.body(of: model, in: language)
        return GeminiModel(model, name: words.name, summary: words.summary)
    }
}

private struct OpenAIModelList: Encodable {
    let object = "list"
    let data: [OpenAIModel]

    enum CodingKeys: CodingKey {
        case object, data
    }
}

private struct OpenAIModel: Encodable {
    /// Models have no day of birth here; clients want one: 1 January 2026.
    private static let listed: Int64 = 1_767_225_600

    let id: String
    let object = "model"
    let created = Self.listed
    let ownedBy: String
    let shutdownDate: String?

    init(_ model: Model) {
        id = model.id
        ownedBy = model.provider ?? "nano-banana-pro"
        shutdownDate = model.retires
    }

    enum CodingKeys: String, CodingKey {
        case id, object, created
        case ownedBy = "owned_by"
        case shutdownDate = "shutdown_date"
    }

    /// The last member is there, null too.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(object, forKey: .object)
        try container.encode(created, forKey: .created)
        try container.encode(ownedBy, forKey: .ownedBy)
        try container.encode(shutdownDate, forKey: .shutdownDate)
    }
}

private struct GeminiModelList: Encodable {
    let models: [GeminiModel]
    let nextPageToken: String?
}

private struct GeminiModel: Encodable {
    let name: String
    let baseModelId: String
    let version = "1"
    let displayName: String
    let description: String
    let inputTokenLimit = 65_536
    let outputTokenLimit = 32_768
    let supportedGenerationMethods = ["generateContent", "countTokens", "batchGenerateContent"]
    let temperature = 1.0
    let maxTemperature = 2.0
    let topP = 0.95
    let topK = 64
    let thinking: Bool

    init(_ model: Model, name: String, summary: String) {
        self.name = "models/\(model.id)"
        baseModelId = model.id
        displayName = name
        description = summary
        thinking = model.keepsTurns ?? false
    }

    enum CodingKeys: CodingKey {
        case name, baseModelId, version, displayName, description, inputTokenLimit, outputTokenLimit
        case supportedGenerationMethods, temperature, maxTemperature, topP, topK, thinking
    }
}

extension String {
    /// Percent-encoding taken off once (RFC 3986, section 2.1); nil where what it stands for is no UTF-8.
    fileprivate var percentDecoded: String? {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
