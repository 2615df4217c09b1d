import Engines
import FoundationEssentials
import Kernel
import Studio
import Wire

/// A job's settings in the shapes of the wire.
struct SettingsParts {
    private(set) var steps: [[String: JSONPart]]?
    private(set) var layers: [[String: JSONPart]]?
    private(set) var document: [String: JSONPart]?
    private(set) var scene: [String: JSONPart]?
    private(set) var text: [String: JSONPart]?
    private(set) var negative: String?
    private(set) var goesOn = false
    private(set) var scale: Int?
    private(set) var method: String?

    init(_ settings: JobSettings?) {
        switch settings {
        case nil: break
        case .recipe(let recipe, let layers):
            steps = Self.part(of: recipe.steps)
            if !layers.isEmpty { self.layers = Self.part(of: layers) }
        case .document(let document): self.document = Self.part(of: document)
        case .scene(let scene, let wish):
            self.scene = Self.part(of: scene)
            text = wish.flatMap(Self.part)
        case .text(let wish): text = Self.part(of: wish)
        case .avoiding(let words, let wish):
            negative = words.text
            text = wish.flatMap(Self.part)
        case .conversation(let words): (negative, goesOn) = (words?.text, true)
        case .enlarging(let factor, let method): (scale, self.method) = (factor.rawValue, method.rawValue)
        }
    }

    /// A text setting with its place beside its members.
    private static func part(of wish: TextWish) -> [String: JSONPart]? {
        var members: [String: JSONPart]? = part(of: wish.setting)
        members?[TextWish.placeMember] = .text(wish.place.rawValue)
        return members
    }

    /// Values of ours can all be written and read as JSON.
    static func part<Part: Decodable>(of value: some Encodable) -> Part? {
        try? JSONDecoder().decode(Part.self, from: JSONEncoder().encode(value))
    }
}
