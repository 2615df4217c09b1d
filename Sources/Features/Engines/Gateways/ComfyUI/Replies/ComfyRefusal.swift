import FoundationEssentials

/// What the server says against a graph: in a reply of 400, or beside an acceptance that leaves out some of
/// its outputs.
struct ComfyRefusal: Decodable, Sendable {
    private enum CodingKeys: String, CodingKey {
        case error
        case nodes = "node_errors"
    }

    /// What the server does not have: a model, a sampler, a node.
    private static let absences: Set = ["value_not_in_list", "missing_node_type"]

    private let error: Fault?
    /// By their ids; where there are none, some versions write a list.
    private let nodes: [String: Node]

    init(from decoder: any Decoder) throws {
        let reply = try decoder.container(keyedBy: CodingKeys.self)
        error = try? reply.decode(Fault.self, forKey: .error)
        nodes = (try? reply.decode([String: Node].self, forKey: .nodes)) ?? [:]
    }

    private struct Fault: Decodable, Sendable {
        let type: String?
    }

    private struct Node: Decodable, Sendable {
        private enum CodingKeys: String, CodingKey {
            case errors
            case outputs = "dependent_outputs"
        }

        let errors: [Fault]
        let outputs: [String]

        init(from decoder: any Decoder) throws {
            let node = try decoder.container(keyedBy: CodingKeys.self)
            errors = (try? node.decode([Fault].self, forKey: .errors)) ?? []
            outputs = (try? node.decode([String].self, forKey: .outputs)) ?? []
        }
    }

    /// Whether an output is left out.
    func drops(_ output: String) -> Bool {
        nodes.contains { $0.key == output || $0.value.outputs.contains(output) }
    }

    /// Whether the server lacks something; else the graph, or what was set in it, is at fault.
    var reason: GatewayFailure.Reason {
        let types = nodes.values.flatMap(\.errors).compactMap(\.type) + [error?.type].compactMap { $0 }
        return types.contains(where: Self.absences.contains) ? .modelGone : .invalidRequest
    }
}

/// The reply of `POST /prompt` that takes the graph.
struct ComfyAcceptance: Decodable, Sendable {
    private enum CodingKeys: String, CodingKey {
        case prompt = "prompt_id"
    }

    /// The id of the run, which an old server makes itself.
    let prompt: String
    let refusal: ComfyRefusal

    init(from decoder: any Decoder) throws {
        let prompt = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .prompt)
        // It becomes a part of addresses.
        guard prompt.wholeMatch(of: /[A-Za-z0-9\-]{1,64}/) != nil else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "")
            )
        }
        self.prompt = prompt
        refusal = try ComfyRefusal(from: decoder)
    }
}
