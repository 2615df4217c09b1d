package import Engines
import FoundationEssentials
package import Kernel
import Typography

/// What a job does beside its words: all that its pictures can be made of again, as it is stored.
package enum JobSettings: Hashable, Sendable {
    /// A text on a picture that was made of words.
    case text(TextWish)
    /// What a picture that was made of words does not show, and a text on it.
    case avoiding(Prompt, text: TextWish?)
    /// Going on with a picture by its history, and what is not to be seen.
    case conversation(avoiding: Prompt?)
    /// A scene that was changed or written, and a text on its picture.
    case scene(Scene, TextWish?)
    /// Steps, and layers over what comes of them.
    case recipe(EditRecipe, layers: [Layer])
    case document(LayerDocument)
    case enlarging(EnlargeFactor, EnlargeMethod)
}

extension JobSettings: Codable {
    private enum Member: String, CodingKey {
        case conversation, negative, scene, text, recipe, layers, document, scale, method
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Member.self)
        if try container.decodeIfPresent(Bool.self, forKey: .conversation) == true {
            let negative = try container.decodeIfPresent(String.self, forKey: .negative)
            self = .conversation(avoiding: try negative.map { try Prompt($0) })
        } else if let scene = try container.decodeIfPresent(Scene.self, forKey: .scene) {
            self = .scene(scene, try container.decodeIfPresent(TextWish.self, forKey: .text))
        } else if let negative = try container.decodeIfPresent(String.self, forKey: .negative) {
            self = .avoiding(
                try Prompt(negative),
                text: try container.decodeIfPresent(TextWish.self, forKey: .text)
            )
        } else if let text = try container.decodeIfPresent(TextWish.self, forKey: .text) {
            self = .text(text)
        } else if let recipe = try container.decodeIfPresent(EditRecipe.self, forKey: .recipe) {
            let layers = try container.decodeIfPresent([Layer].self, forKey: .layers)
            self = .recipe(recipe, layers: layers ?? [])
        } else if let document = try container.decodeIfPresent(LayerDocument.self, forKey: .document) {
            self = .document(document)
        } else {
            self = .enlarging(
                try container.decode(EnlargeFactor.self, forKey: .scale),
                try container.decode(EnlargeMethod.self, forKey: .method)
            )
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        switch self {
        case .text(let text): try container.encode(text, forKey: .text)
        case .avoiding(let negative, let text):
            try container.encode(negative.text, forKey: .negative)
            try container.encodeIfPresent(text, forKey: .text)
        case .conversation(let negative):
            try container.encode(true, forKey: .conversation)
            try container.encodeIfPresent(negative?.text, forKey: .negative)
        case .scene(let scene, let text):
            try container.encode(scene, forKey: .scene)
            try container.encodeIfPresent(text, forKey: .text)
        case .recipe(let recipe, let layers):
            try container.encode(recipe, forKey: .recipe)
            if !layers.isEmpty { try container.encode(layers, forKey: .layers) }
        case .document(let document): try container.encode(document, forKey: .document)
        case .enlarging(let factor, let method):
            try container.encode(factor, forKey: .scale)
            try container.encode(method, forKey: .method)
        }
    }
}

extension JobSettings {
    init(json: Data) throws {
        self = try JSONDecoder().decode(JobSettings.self, from: json)
    }

    /// The same settings give the same bytes.
    var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self)
        }
    }

    /// What the pictures do not show.
    var negative: Prompt? {
        switch self {
        case .avoiding(let words, _): words
        case .conversation(let words): words
        case .text, .scene, .recipe, .document, .enlarging: nil
        }
    }

    /// Texts that a person wrote for it: they are judged, and found, as prompts are.
    var texts: [String] {
        switch self {
        case .text(let wish): [wish.setting.text]
        case .avoiding(_, let wish): wish.map { [$0.setting.text] } ?? []
        case .scene(let scene, let wish): scene.texts + (wish.map { [$0.setting.text] } ?? [])
        case .document(let document): document.texts
        case .recipe(_, let layers): layers.compactMap(\.text)
        case .conversation, .enlarging: []
        }
    }

    /// What is laid over a picture of that size once it is made; nil when nothing is.
    /// - Throws: `Problem` for layers that do not fit the size.
    func overlay(on picture: ImageID, of size: PixelSize) throws(Problem) -> LayerDocument? {
        switch self {
        case .text(let wish), .scene(_, let wish?), .avoiding(_, let wish?):
            return try wish.document(over: picture, of: size)
        case .recipe(_, let layers) where !layers.isEmpty:
            let canvas = try LayerCanvas(size, background: .picture(picture, blur: 0))
            return try LayerDocument(canvas: canvas, layers: layers)
        case .avoiding, .conversation, .scene, .recipe, .document, .enlarging: return nil
        }
    }
}

extension Layer {
    /// Its words, if it is a text.
    var text: String? {
        if case .text(let setting) = content { setting.text } else { nil }
    }
}
