import FoundationEssentials
import Kernel
import Wire

/// The members of a request in OpenAI's shape, of a JSON body and of a form alike; those that nobody asks for are no mistake.
struct OpenAIFields: Sendable {
    private let members: [String: JSONPart]
    /// In a form numbers and truths are words.
    private let isForm: Bool
    /// Where they lie in the body, as problems name it; empty for the body itself.
    let path: String

    /// Reads a JSON object.
    /// - Throws: `Problem` `malformed_body`.
    init(json: Data) throws(Problem) {
        guard JSONPart.isBounded(json), String(validating: json, as: UTF8.self) != nil,
            case .object(let members)? = try? JSONDecoder().decode(JSONPart.self, from: json)
        else { throw Problem(.malformedBody) }
        self.init(members, at: "")
    }

    /// Takes the fields of a form; of two of one name the last.
    init(form: [(name: String, value: String)]) {
        members = Dictionary(form.map { ($0.name, JSONPart.text($0.value)) }) { $1 }
        isForm = true
        path = ""
    }

    init(_ members: [String: JSONPart], at path: String) {
        self.members = members
        isForm = false
        self.path = path
    }

    /// - Throws: `Problem` `wrong_field_type` for another kind of value.
    init(_ part: JSONPart, at path: String) throws(Problem) {
        guard case .object(let members) = part else { throw Problem(.wrongFieldType, field: path) }
        self.init(members, at: path)
    }

    func field(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    /// A member; nil where it is missing or null, and for an empty field of a form.
    func part(_ name: String) -> JSONPart? {
        switch members[name] {
        case nil, .null?: nil
        case .text("")? where isForm: nil
        case let part?: part
        }
    }

    var names: [String] { members.keys.sorted() }

    /// All of them but one, as they came.
    func members(without name: String) -> JSONPart { .object(members.filter { $0.key != name }) }

    func text(_ name: String) throws(Problem) -> String? {
        switch part(name) {
        case nil: nil
        case .text(let text)?: text
        default: throw Problem(.wrongFieldType, field: field(name))
        }
    }

    /// One of some words.
    func word(_ name: String, of known: [String]) throws(Problem) -> String? {
        guard let text = try text(name) else { return nil }
        guard known.contains(text) else {
            throw Problem(.valueUnknown, field: field(name), ["known": known.joined(separator: ", ")])
        }
        return text
    }

    /// Refuses what is there and is no number.
    func requireNumber(_ name: String) throws(Problem) {
        switch part(name) {
        case nil, .number?: return
        default: throw Problem(.wrongFieldType, field: field(name))
        }
    }

    func number(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
        let number: Int?
        switch part(name) {
        case nil: return nil
        case .number(let value)?: number = Int(exactly: value)
        case .text(let text)? where isForm: number = Int(text)
        default: throw Problem(.wrongFieldType, field: field(name))
        }
        guard let number else { throw Problem(.wrongFieldType, field: field(name)) }
        guard range.contains(number) else {
            let bounds = ["least": "\(range.lowerBound)", "most": "\(range.upperBound)"]
            throw Problem(.valueOutOfRange, field: field(name), bounds)
        }
        return number
    }

    func flag(_ name: String) throws(Problem) -> Bool? {
        switch part(name) {
        case nil: return nil
        case .flag(let flag)?: return flag
        case .text(let text)? where isForm:
            switch text.lowercased() {
            case "true", "1": return true
            case "false", "0": return false
            default: throw Problem(.wrongFieldType, field: field(name))
            }
        default: throw Problem(.wrongFieldType, field: field(name))
        }
    }

    /// An object; in a form it is written as JSON.
    func object(_ name: String) throws(Problem) -> [String: JSONPart]? {
        switch part(name) {
        case nil: return nil
        case .object(let members)?: return members
        case .text(let text)? where isForm:
            let part = try? JSONDecoder().decode(JSONPart.self, from: Data(text.utf8))
            guard case .object(let members)? = part else {
                throw Problem(.wrongFieldType, field: field(name))
            }
            return members
        default: throw Problem(.wrongFieldType, field: field(name))
        }
    }

    func list(_ name: String) throws(Problem) -> [JSONPart]? {
        switch part(name) {
        case nil: nil
        case .list(let parts)?: parts
        default: throw Problem(.wrongFieldType, field: field(name))
        }
    }

    /// The members of an object.
    func inner(_ name: String) throws(Problem) -> OpenAIFields? {
        try object(name).map { OpenAIFields($0, at: field(name)) }
    }

    /// The members of each object of a list.
    func objects(_ name: String) throws(Problem) -> [OpenAIFields]? {
        guard let parts = try list(name) else { return nil }
        var objects: [OpenAIFields] = []
        for (place, part) in parts.enumerated() {
            objects.append(try OpenAIFields(part, at: "\(field(name))[\(place)]"))
        }
        return objects
    }
}
