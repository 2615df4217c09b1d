import Kernel
import Wire

/// What a response says back of its request: as it came, or as it is where nothing was said.
///
/// It is kept nowhere: whoever asks for a response later is told what is usual.
struct ResponseEcho: Encodable, Sendable {
    /// As OpenAI has it.
    private static let mostMetadata = 16

    private static let usual: [String: JSONPart] = [
        "background": .flag(false),
        "incomplete_details": .null,
        "instructions": .null,
        "max_output_tokens": .null,
        "max_tool_calls": .null,
        "metadata": .object([:]),
        "parallel_tool_calls": .flag(true),
        "previous_response_id": .null,
        "reasoning": .object(["effort": .null, "summary": .null]),
        "safety_identifier": .null,
        "service_tier": .text("default"),
        "store": .flag(true),
        "temperature": .number(1),
        "text": .object(["format": .object(["type": .text("text")])]),
        "tool_choice": .text("auto"),
        "tools": .list([.object(["type": .text(ResponseTool.name)])]),
        "top_logprobs": .number(0),
        "top_p": .number(1),
        "truncation": .text("disabled"),
        "user": .null,
    ]
    /// They are told here as they are everywhere, whatever was said.
    private static let fixed: Set<String> = ["incomplete_details", "service_tier", "tools"]

    private var members = Self.usual

    init() {}

    /// Checks what says nothing to pictures, so that it can be said back.
    /// - Throws: `Problem` that names the member at fault.
    init(_ body: OpenAIFields) throws(Problem) {
        try Self.check(body)
        for name in Self.usual.keys where !Self.fixed.contains(name) {
            if let part = body.part(name) { members[name] = part }
        }
        // A mask is a picture, and may be large.
        let tools = try (body.objects("tools") ?? []).map { $0.members(without: "input_image_mask") }
        if !tools.isEmpty { members["tools"] = .list(tools) }
    }

    private static func check(_ body: OpenAIFields) throws(Problem) {
        for name in ["temperature", "top_p"] { try body.requireNumber(name) }
        for name in ["max_output_tokens", "max_tool_calls", "top_logprobs"] {
            _ = try body.number(name, in: 0...Int(Int32.max))
        }
        _ = try body.flag("parallel_tool_calls")
        for name in ["safety_identifier", "user", "truncation"] { _ = try body.text(name) }
        _ = try body.object("reasoning")
        // Whoever wants JSON gets none: there are pictures alone.
        _ = try body.inner("text")?.inner("format")?.word("type", of: ["text"])
        guard let metadata = try body.inner("metadata") else { return }
        guard metadata.names.count <= mostMetadata else {
            let bounds = ["least": "0", "most": "\(mostMetadata)"]
            throw Problem(.lengthOutOfRange, field: "metadata", bounds)
        }
        for name in metadata.names { _ = try metadata.text(name) }
    }

    func encode(to encoder: any Encoder) throws {
        try members.encode(to: encoder)
    }
}
