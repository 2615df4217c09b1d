import FoundationEssentials
import Kernel
import Wire

/// What was said and shown so far, as a response's `input` and `instructions` tell it.
struct ResponseInput: Sendable {
    private enum Role: String {
        case user
        case assistant
        case system
        case developer
    }

    private(set) var talk = Talk(instruction: nil, turns: [])
    /// What the model made last, where it is named and does not come along; the turns up to it led there.
    private(set) var made: KeptConversations.Previous?
    /// Where in the body the model's last picture lies, and what the person shows since.
    private var lastPlace: String?
    private var shownPlaces: [String] = []
    private var instructions: [String] = []

    /// - Throws: `Problem` that names the member at fault.
    init(_ body: OpenAIFields) throws(Problem) {
        instructions = [try body.text("instructions")].compactMap { $0 }
        switch body.part("input") {
        case nil: throw Problem(.missingField, field: "input")
        case .text(let text)?: talk.turns = [Talk.Turn(isModels: false, parts: [.text(text)])]
        default: for item in try body.objects("input") ?? [] { try read(item) }
        }
        let told = instructions.filter { !$0.allSatisfy(\.isWhitespace) }
        talk.instruction = told.isEmpty ? nil : told.joined(separator: "\n")
    }

    /// Where in the body the pictures of an order lie, in its sequence; `isGoingOn` says whether the model's last one is ours.
    func places(goingOn isGoingOn: Bool) -> [String] {
        (isGoingOn ? [] : [lastPlace].compactMap { $0 }) + shownPlaces
    }

    /// Thoughts, and calls of tools that others have, say nothing to a model of pictures.
    private mutating func read(_ item: OpenAIFields) throws(Problem) {
        switch try item.text("type") {
        case "message", nil: try readMessage(item)
        case "image_generation_call": try readCall(item)
        case "item_reference":
            if let id = try item.text("id"), ResponseID.isOfCall(id) { try readCall(item) }
        default: return
        }
    }

    private mutating func readMessage(_ message: OpenAIFields) throws(Problem) {
        let known = ["user", "assistant", "system", "developer"]
        guard let role = try message.word("role", of: known).flatMap(Role.init) else {
            throw Problem(.missingField, field: message.field("role"))
        }
        let parts = try parts(of: message, by: role)
        switch role {
        case .user: talk.turns.append(Talk.Turn(isModels: false, parts: parts))
        case .assistant: talk.turns.append(Talk.Turn(isModels: true, parts: parts))
        case .system, .developer: instructions += parts.compactMap(\.text)
        }
    }

    private mutating func parts(of message: OpenAIFields, by role: Role) throws(Problem) -> [Talk.Part] {
        if case .text(let text)? = message.part("content") { return [.text(text)] }
        guard let contents = try message.objects("content") else {
            throw Problem(.missingField, field: message.field("content"))
        }
        var parts: [Talk.Part] = []
        for content in contents {
            switch (try content.text("type"), role) {
            case ("input_text"?, _), ("output_text"?, _), ("text"?, _):
                guard let text = try content.text("text") else {
                    throw Problem(.missingField, field: content.field("text"))
                }
                parts.append(.text(text))
            case ("input_image"?, .user):
                parts.append(.picture(try ShapedOrder.Picture(content), signature: nil))
                shownPlaces.append(content.path)
            // What a model refused or cited is over.
            case (_, .assistant): continue
            case (_, .user):
                throw Problem(
                    .valueUnknown,
                    field: content.field("type"),
                    ["known": "input_text, input_image"]
                )
            case (_, .system), (_, .developer):
                throw Problem(.valueUnknown, field: content.field("type"), ["known": "input_text"])
            }
        }
        return parts
    }

    /// A picture of the model's, which comes along or is named.
    private mutating func readCall(_ call: OpenAIFields) throws(Problem) {
        shownPlaces = []
        if let result = try call.text("result") {
            guard let bytes = AnyBase64.decode(result), !bytes.isEmpty else {
                throw Problem(.imageUnreadable, field: call.field("result"))
            }
            let signature = try call.text("signature").flatMap(AnyBase64.decode)
            talk.turns.append(
                Talk.Turn(isModels: true, parts: [.picture(.bytes(bytes), signature: signature)])
            )
            (made, lastPlace) = (nil, call.field("result"))
        } else {
            guard let id = try call.text("id") else { throw Problem(.missingField, field: call.field("id")) }
            guard let response = ResponseID(ofCall: id) else {
                throw Problem(.notFound, field: call.field("id"))
            }
            talk.turns = []
            (made, lastPlace) = (KeptConversations.Previous(job: response.job, field: call.field("id")), nil)
        }
    }
}
