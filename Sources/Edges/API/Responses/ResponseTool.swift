import Kernel
import Wire

/// The tool that makes pictures, as a request wants it; without any it is there all the same, for there is no other.
struct ResponseTool: Sendable {
    static let name = "image_generation"
    /// Of the name of another tool, as it is told back.
    private static let longestName = 64

    enum Action: String, CaseIterable, Sendable {
        /// As there are pictures or not.
        case auto
        /// A new picture, whatever came before.
        case generate
        case edit
    }

    /// Beats the model of the request, which for OpenAI is one of words.
    let model: String?
    let look: ImagesLook
    let mask: ShapedOrder.Picture?
    let action: Action
    /// Where in the body it is told of.
    let path: String

    /// - Throws: `Problem` that names the member at fault.
    init(_ body: OpenAIFields) throws(Problem) {
        let tool = try Self.only(of: body.objects("tools") ?? []) ?? OpenAIFields([:], at: "tools")
        try Self.checkChoice(body)
        model = try tool.text("model")
        look = try ImagesLook(tool)
        mask = try tool.inner("input_image_mask").map { mask throws(Problem) in
            try ShapedOrder.Picture(mask)
        }
        let known = Action.allCases.map(\.rawValue)
        action = try tool.word("action", of: known).flatMap(Action.init) ?? .auto
        path = tool.path
    }

    private static func only(of tools: [OpenAIFields]) throws(Problem) -> OpenAIFields? {
        for tool in tools {
            guard let type = try tool.text("type") else {
                throw Problem(.missingField, field: tool.field("type"))
            }
            guard type == name else {
                let told = ["known": name, "tool": String(type.prefix(longestName))]
                throw Problem(.valueUnknown, field: tool.field("type"), told)
            }
        }
        guard tools.count < 2 else { throw Problem(.repeatedField, field: tools[1].path) }
        return tools.first
    }

    /// Nobody may choose another tool, or none: then there would be nothing to answer.
    private static func checkChoice(_ body: OpenAIFields) throws(Problem) {
        switch body.part("tool_choice") {
        case nil: return
        case .text?: _ = try body.word("tool_choice", of: ["auto", "required"])
        case let part?:
            let choice = try OpenAIFields(part, at: "tool_choice")
            switch try choice.text("type") {
            case name?: return
            case "allowed_tools"?:
                for tool in try choice.objects("tools") ?? [] where try tool.text("type") == name { return }
            default: break
            }
            throw Problem(.valueUnknown, field: choice.field("type"), ["known": name])
        }
    }
}
