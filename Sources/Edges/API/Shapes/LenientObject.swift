import FoundationEssentials
import Kernel
import Wire

/// A JSON object of somebody else's shape, read leniently: `imageConfig` and `image_config` are one member, null is none, and
/// members that nobody asks for are no mistake.
struct LenientObject: Sendable {
    private let members: [String: JSONPart]
    /// Where it lies in the body, as problems name it; empty for the body itself.
    let path: String

    /// - Throws: `Problem` `malformed_body` for what is no JSON object.
    init(json: Data) throws(Problem) {
        guard JSONPart.isBounded(json), String(validating: json, as: UTF8.self) != nil,
            case .object(let members)? = try? JSONDecoder().decode(JSONPart.self, from: json)
        else { throw Problem(.malformedBody) }
        self.init(members, at: "")
    }

    /// - Throws: `Problem` `wrong_field_type` for another kind of value.
    init(_ part: JSONPart, at path: String) throws(Problem) {
        guard case .object(let members) = part else { throw Problem(.wrongFieldType, field: path) }
        self.init(members, at: path)
    }

    private init(_ members: [String: JSONPart], at path: String) {
        // Of two spellings the one with capitals comes first, and wins.
        let named = members.sorted { $0.key < $1.key }.map { (Self.folded($0.key), $0.value) }
        self.members = Dictionary(named) { first, _ in first }
        self.path = path
    }

    private static func folded(_ name: String) -> String { name.replacing("_", with: "").lowercased() }

    func field(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    /// A member, whatever it is; nil where it is missing or null.
    func part(_ name: String) -> JSONPart? {
        switch members[Self.folded(name)] {
        case nil, .null?: nil
        case let part?: part
        }
    }

    func text(_ name: String) throws(Problem) -> String? {
        guard let part = part(name) else { return nil }
        guard case .text(let text) = part else { throw wrong(name) }
        return text
    }

    func flag(_ name: String) throws(Problem) -> Bool? {
        guard let part = part(name) else { return nil }
        guard case .flag(let flag) = part else { throw wrong(name) }
        return flag
    }

    /// A whole number; as text too, as 64-bit numbers are written in Google's JSON.
    func number(_ name: String) throws(Problem) -> Int? {
        switch part(name) {
        case nil: return nil
        case .number(let number)?:
            guard let whole = Int(exactly: number) else { throw wrong(name) }
            return whole
        case .text(let text)?:
            guard let whole = Int(text) else { throw wrong(name) }
            return whole
        default: throw wrong(name)
        }
    }

    func object(_ name: String) throws(Problem) -> LenientObject? {
        guard let part = part(name) else { return nil }
        return try LenientObject(part, at: field(name))
    }

    /// A list of objects; one alone is a list of one.
    func objects(_ name: String) throws(Problem) -> [LenientObject]? {
        switch part(name) {
        case nil: return nil
        case .list(let parts)?: return try Self.objects(parts, at: field(name))
        case let part?: return [try LenientObject(part, at: field(name))]
        }
    }

    static func objects(_ parts: [JSONPart], at path: String) throws(Problem) -> [LenientObject] {
        var objects: [LenientObject] = []
        for (position, part) in parts.enumerated() {
            objects.append(try LenientObject(part, at: "\(path)[\(position)]"))
        }
        return objects
    }

    /// A list of words.
    func texts(_ name: String) throws(Problem) -> [String]? {
        guard let part = part(name) else { return nil }
        guard case .list(let parts) = part else { throw wrong(name) }
        var texts: [String] = []
        for part in parts {
            guard case .text(let text) = part else { throw wrong(name) }
            texts.append(text)
        }
        return texts
    }

    private func wrong(_ name: String) -> Problem { Problem(.wrongFieldType, field: field(name)) }
}
