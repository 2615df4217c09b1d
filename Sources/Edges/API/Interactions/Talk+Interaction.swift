import FoundationEssentials
import Kernel
import Wire

extension Talk {
    /// What an interaction's `input` says: a text, a content, a list of contents, or the steps so far.
    init(interaction body: LenientObject) throws(Problem) {
        instruction = try body.text("system_instruction").flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        switch body.part("input") {
        case .text(let text)?: turns = [Turn(isModels: false, parts: [.text(text)])]
        case .list(let parts)?:
            turns = try Self.turns(LenientObject.objects(parts, at: "input"))
        case let part?: turns = try Self.turns([LenientObject(part, at: "input")])
        case nil: throw Problem(.missingField, field: "input")
        }
    }

    /// Steps, or contents that a person says at once.
    private static func turns(_ objects: [LenientObject]) throws(Problem) -> [Turn] {
        var turns: [Turn] = []
        // A thought signs the picture that comes after it.
        var signature: Data?
        for object in objects {
            switch try object.text("type") {
            case "user_input":
                turns.append(Turn(isModels: false, parts: try parts(of: object, signature: nil)))
                signature = nil
            case "model_output":
                turns.append(Turn(isModels: true, parts: try parts(of: object, signature: signature)))
                signature = nil
            case "thought":
                signature = try object.text("signature").flatMap(AnyBase64.decode) ?? signature
            default:
                guard let part = try Part(interaction: object, signature: nil) else { continue }
                if turns.last?.isModels ?? true { turns.append(Turn(isModels: false, parts: [])) }
                turns[turns.count - 1].parts.append(part)
            }
        }
        return turns
    }

    private static func parts(of step: LenientObject, signature: Data?) throws(Problem) -> [Part] {
        if case .text(let text)? = step.part("content") { return [.text(text)] }
        var parts: [Part] = []
        for content in try step.objects("content") ?? [] {
            if let part = try Part(interaction: content, signature: signature) { parts.append(part) }
        }
        return parts
    }
}

extension Talk.Part {
    /// Nil for what says nothing to a model of pictures.
    fileprivate init?(interaction content: LenientObject, signature: Data?) throws(Problem) {
        switch try content.text("type") {
        case "text", nil:
            guard let text = try content.text("text") else { return nil }
            self = .text(text)
        case "image":
            if content.part("data") != nil {
                self = .picture(.bytes(try content.bytes(of: "data")), signature: signature)
            } else {
                self = .picture(.stored(try content.picture(of: "uri")), signature: nil)
            }
        default: return nil
        }
    }
}
