import FoundationEssentials

/// The reply of `POST /upload/image`.
struct ComfyUploaded: Decodable {
    private enum CodingKeys: String, CodingKey {
        case name
        case folder = "subfolder"
    }

    /// As a graph names the file; the server may have chosen another name than we did.
    let path: String

    init(from decoder: any Decoder) throws {
        let reply = try decoder.container(keyedBy: CodingKeys.self)
        let name = try reply.decode(String.self, forKey: .name)
        let folder = (try? reply.decode(String.self, forKey: .folder)) ?? ""
        guard !name.isEmpty else {
            throw DecodingError.dataCorruptedError(forKey: .name, in: reply, debugDescription: "")
        }
        path = folder.isEmpty ? name : "\(folder)/\(name)"
    }
}

/// The reply of `GET /queue`; it holds everybody's graphs, of which only the ids are looked at.
struct ComfyQueue: Decodable {
    private enum CodingKeys: String, CodingKey {
        case running = "queue_running"
        case pending = "queue_pending"
    }

    private struct Item: Decodable {
        let prompt: String?

        init(from decoder: any Decoder) throws {
            var members = try decoder.unkeyedContainer()
            _ = try members.decode(Double.self)
            prompt = try? members.decode(String.self)
        }
    }

    private let prompts: Set<String>

    init(from decoder: any Decoder) throws {
        let queue = try decoder.container(keyedBy: CodingKeys.self)
        let items =
            try queue.decode([Item].self, forKey: .running) + queue.decode([Item].self, forKey: .pending)
        prompts = Set(items.compactMap(\.prompt))
    }

    func holds(_ prompt: String) -> Bool { prompts.contains(prompt) }
}

/// The reply of `GET /system_stats`.
struct ComfySystem: Decodable {
    struct System: Decodable {}

    let system: System
}

/// The reply of `POST /api/jobs/{id}/cancel`, which older servers do not know.
struct ComfyCancellation: Decodable {
    /// False for what has ended already, or was never there.
    let cancelled: Bool
}

/// What a status means, wherever it comes.
enum ComfyStatus {
    static func failure(_ status: Int, pause: String?) -> GatewayFailure {
        let reason: GatewayFailure.Reason =
            switch status {
            // A redirect is a gatekeeper's, who wants somebody to sign in.
            case 300..<400, 401, 403, 407: .unauthorised
            // The server is another, or behind another path.
            case 404, 405: .modelGone
            case 408, 500, 502, 503, 504: .overloaded
            case 429: .rateLimited
            case 400..<500: .invalidRequest
            default: .engineFailed
            }
        let seconds = pause.flatMap { UInt32($0) }.map { Duration.seconds(Int($0)) }
        return GatewayFailure(reason, pause: seconds)
    }
}
