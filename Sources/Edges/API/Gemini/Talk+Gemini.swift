import FoundationEssentials
import Kernel

extension Talk {
    /// What a body of Gemini's shape says: `contents` and `systemInstruction`.
    init(gemini body: LenientObject) throws(Problem) {
        guard let contents = try body.objects("contents") else {
            throw Problem(.missingField, field: "contents")
        }
        var turns: [Turn] = []
        for content in contents { turns.append(try Turn(gemini: content)) }
        self.turns = turns
        let told = try body.object("systemInstruction").map { content throws(Problem) in
            try Turn(gemini: content).parts.compactMap(\.text).joined(separator: "\n")
        }
        instruction = told.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }
}

extension Talk.Turn {
    /// Whoever says nothing else is the person.
    fileprivate init(gemini content: LenientObject) throws(Problem) {
        switch try content.text("role") {
        case "model": isModels = true
        case "user", "system", "function", "", nil: isModels = false
        default: throw Problem(.valueUnknown, field: content.field("role"), ["known": "user, model"])
        }
        parts = []
        for part in try content.objects("parts") ?? [] {
            if let part = try Talk.Part(gemini: part) { parts.append(part) }
        }
    }
}

extension Talk.Part {
    /// Nil for what says nothing to a model of pictures, such as thoughts and calls of functions.
    fileprivate init?(gemini part: LenientObject) throws(Problem) {
        if try part.flag("thought") == true { return nil }
        if let data = try part.object("inlineData") {
            let signature = try part.text("thoughtSignature").flatMap(AnyBase64.decode)
            self = .picture(.bytes(try data.bytes(of: "data")), signature: signature)
        } else if let file = try part.object("fileData") {
            self = .picture(.stored(try file.picture(of: "fileUri")), signature: nil)
        } else if let text = try part.text("text") {
            self = .text(text)
        } else {
            return nil
        }
    }
}

extension LenientObject {
    /// The bytes of a member that is base64 in whatever alphabet.
    func bytes(of name: String) throws(Problem) -> Data {
        guard let text = try text(name) else { throw Problem(.missingField, field: field(name)) }
        guard let bytes = AnyBase64.decode(text), !bytes.isEmpty else {
            throw Problem(.imageUnreadable, field: field(name))
        }
        return bytes
    }

    /// The picture of ours that a member names.
    func picture(of name: String) throws(Problem) -> ImageID {
        guard let text = try text(name) else { throw Problem(.missingField, field: field(name)) }
        guard let picture = PictureName.read(text) else { throw Problem(.notFound, field: field(name)) }
        return picture
    }
}
