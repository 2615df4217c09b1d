import Kernel

/// What somebody asks a response for: one picture, new or gone on from.
struct ResponseRequest: Sendable {
    let model: String
    let input: ResponseInput
    let tool: ResponseTool
    let echo: ResponseEcho
    /// Whether the answer comes before the picture.
    let isInBackground: Bool
    /// Whether it can be asked for later.
    let isKept: Bool
    let isStream: Bool
    /// What it goes on from, unless the history brings that along.
    let previous: KeptConversations.Previous?

    /// - Throws: `Problem` that names the member at fault.
    init(_ body: OpenAIFields) throws(Problem) {
        tool = try ResponseTool(body)
        let asked = try body.text("model")
        model = tool.model ?? asked ?? "default"
        input = try ResponseInput(body)
        isInBackground = try body.flag("background") ?? false
        isKept = try body.flag("store") ?? true
        isStream = try body.flag("stream") ?? false
        // Whoever is answered before the end comes back for it.
        guard isKept || !isInBackground else {
            throw Problem(.oneFieldOf, field: "store", ["known": "store=true, background=false"])
        }
        // What is said there and kept elsewhere would be missing.
        for name in ["conversation", "prompt"] where body.part(name) != nil {
            throw Problem(.notFound, field: name)
        }
        let named = try Self.previous(body)
        previous = input.made ?? named
        echo = try ResponseEcho(body)
    }

    private static func previous(_ body: OpenAIFields) throws(Problem) -> KeptConversations.Previous? {
        let field = "previous_response_id"
        guard let text = try body.text(field) else { return nil }
        guard let id = ResponseID(text) else { throw Problem(.notFound, field: field) }
        return KeptConversations.Previous(job: id.job, field: field)
    }

    /// A problem of its order, with its field where this request says it.
    func placing(_ problem: Problem, goingOn isGoingOn: Bool) -> Problem {
        guard let field = problem.field, let place = place(of: field, isGoingOn) else { return problem }
        return Problem(problem.code, field: place, problem.arguments, violating: problem.quotas)
    }

    private func place(of field: String, _ isGoingOn: Bool) -> String? {
        switch field {
        case "prompt", "images": return "input"
        case "size", "background": return "\(tool.path).\(field)"
        case "aspect_ratio": return "\(tool.path).imageConfig.aspectRatio"
        case "resolution": return "\(tool.path).imageConfig.imageSize"
        case "mask": return "\(tool.path).input_image_mask"
        case "conversation_of": return previous?.field ?? "input"
        case "model", "task": return tool.model == nil ? "model" : "\(tool.path).model"
        default: break
        }
        guard field.hasPrefix("images["), let place = Int(field.dropFirst(7).prefix { $0.isNumber }) else {
            return nil
        }
        let places = input.places(goingOn: isGoingOn)
        return places.indices.contains(place) ? places[place] : "input"
    }
}
