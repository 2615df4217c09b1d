import Engines
import Kernel
import Studio
import Wire

/// What a tool is called with; each member is taken out once.
struct ToolArguments {
    private(set) var members: [String: JSONPart]
    private let base: String?

    /// - Throws: `Problem` `unknown_field` for a member that the tool does not take.
    init(_ members: [String: JSONPart], known: Set<String>, base: String?) throws(Problem) {
        if let stranger = members.keys.filter({ !known.contains($0) }).min() {
            throw Problem(.unknownField, field: String(stranger.prefix(64)))
        }
        self.members = members.filter { $0.value != .null }
        self.base = base
    }

    mutating func takeFlag(_ name: String, or standard: Bool) throws(Problem) -> Bool {
        guard let part = members.removeValue(forKey: name) else { return standard }
        guard let flag = part.asFlag else { throw Problem(.wrongFieldType, field: name) }
        return flag
    }

    mutating func takeText(_ name: String) throws(Problem) -> String? {
        guard let part = members.removeValue(forKey: name) else { return nil }
        guard let text = part.asText else { throw Problem(.wrongFieldType, field: name) }
        return text
    }

    mutating func takeWhole(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
        guard let part = members.removeValue(forKey: name) else { return nil }
        guard let number = part.asWhole else { throw Problem(.wrongFieldType, field: name) }
        guard range.contains(number) else {
            let bounds = ["least": "\(range.lowerBound)", "most": "\(range.upperBound)"]
            throw Problem(.valueOutOfRange, field: name, bounds)
        }
        return number
    }

    mutating func takePicture(_ name: String) throws(Problem) -> NamedPicture? {
        guard let part = members.removeValue(forKey: name) else { return nil }
        return try NamedPicture(part, at: name, base: base)
    }

    /// A picture that is here already.
    mutating func takeStored(_ name: String) throws(Problem) -> ImageID? {
        guard let picture = try takePicture(name) else { return nil }
        guard case .stored(let id) = picture else { throw Problem(.notFound, field: name) }
        return id
    }

    /// Nil where none are named, which is not the same as an empty list.
    mutating func takePictures(_ name: String) throws(Problem) -> [NamedPicture]? {
        guard let part = members.removeValue(forKey: name) else { return nil }
        guard let list = part.asList else { throw Problem(.wrongFieldType, field: name) }
        guard list.count <= OrderTask.mostImages else {
            throw Problem(.tooManyImages, field: name, ["most": "\(OrderTask.mostImages)"])
        }
        var pictures: [NamedPicture] = []
        for (place, part) in list.enumerated() {
            pictures.append(try NamedPicture(part, at: "\(name)[\(place)]", base: base))
        }
        return pictures
    }

    mutating func takeID<Kind>(_ name: String, as kind: ID<Kind>.Type) throws(Problem) -> ID<Kind>? {
        guard let text = try takeText(name) else { return nil }
        guard let id = ID<Kind>(text) else { throw Problem(.notFound, field: name) }
        return id
    }
}

extension JSONPart {
    /// With `@1`, `@2` … replaced by the pictures that they stand for.
    func naming(_ pictures: [ImageID]) -> JSONPart {
        switch self {
        case .text(let text):
            guard text.hasPrefix("@"), let number = Int(text.dropFirst()), number > 0,
                number <= pictures.count
            else { return self }
            return .text(pictures[number - 1].text)
        case .list(let list): return .list(list.map { $0.naming(pictures) })
        case .object(let object): return .object(object.mapValues { $0.naming(pictures) })
        case .null, .flag, .number: return self
        }
    }
}
