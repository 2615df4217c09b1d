import FoundationEssentials

/// What happens while a graph runs, as far as it matters here.
enum ComfyEvent: Hashable, Sendable {
    case started
    /// How far the node at work is, from 0 to 1.
    case progress(Double)
    /// One way or another: the history knows how.
    case ended

    /// Reads a text of the socket; nil for what does not matter, is another run's, or cannot be read.
    init?(_ text: Data, of prompt: String) {
        guard let message = try? JSONDecoder().decode(Message.self, from: text) else { return nil }
        let data = message.data
        guard data?.prompt == nil || data?.prompt == prompt else { return nil }
        switch message.type {
        case "execution_start": self = .started
        case "execution_success", "execution_error", "execution_interrupted": self = .ended
        case "executing" where data?.isIdle == true: self = .ended
        case "progress":
            guard let share = data?.step.share else { return nil }
            self = .progress(share)
        case "progress_state":
            guard let share = data?.running.compactMap(\.share).max() else { return nil }
            self = .progress(share)
        default: return nil
        }
    }
}

private struct Message: Decodable {
    let type: String
    let data: Details?
}

private struct Details: Decodable {
    private enum CodingKeys: String, CodingKey {
        case prompt = "prompt_id"
        case node
        case nodes
    }

    let prompt: String?
    /// Whether no node is at work any more.
    let isIdle: Bool
    let step: Step
    let running: [Step]

    init(from decoder: any Decoder) throws {
        let details = try decoder.container(keyedBy: CodingKeys.self)
        prompt = try? details.decode(String.self, forKey: .prompt)
        isIdle = details.contains(.node) && (try? details.decodeNil(forKey: .node)) == true
        step = try Step(from: decoder)
        let steps = (try? details.decode([String: Step].self, forKey: .nodes)) ?? [:]
        running = steps.values.filter { $0.state == "running" }
    }
}

private struct Step: Decodable {
    private enum CodingKeys: String, CodingKey {
        case value
        case max
        case state
    }

    let state: String?
    private let value: Double?
    private let max: Double?

    init(from decoder: any Decoder) throws {
        let step = try decoder.container(keyedBy: CodingKeys.self)
        state = try? step.decode(String.self, forKey: .state)
        value = try? step.decode(Double.self, forKey: .value)
        max = try? step.decode(Double.self, forKey: .max)
    }

    /// From 0 to 1; nil for a node that takes a single step and so tells nothing.
    var share: Double? {
        guard let value, let max, max > 1 else { return nil }
        return Swift.min(Swift.max(value / max, 0), 1)
    }
}
