import Foundation

/// A schema of `/openapi.json`, as far as it can be compared with what is encoded.
struct DescribedSchema {
    private let all: [String: Any]
    private let members: [String: Any]

    init?(_ name: String, in document: [String: Any]) {
        let components = document["components"] as? [String: Any] ?? [:]
        all = components["schemas"] as? [String: Any] ?? [:]
        guard let members = all[name] as? [String: Any] else { return nil }
        self.members = members
    }

    private init(_ members: [String: Any], in all: [String: Any]) {
        self.all = all
        self.members = members
    }

    var properties: [String: Any] { members["properties"] as? [String: Any] ?? [:] }

    var required: Set<String> { Set(members["required"] as? [String] ?? []) }

    /// Whether members that it does not name are refused.
    var isClosed: Bool { members["additionalProperties"] as? Bool == false }

    /// What an encoded value has otherwise than it is described, each as the path to it and what is wrong.
    func differences(from value: Any, at path: String = "") -> [String] {
        let schema = resolved
        switch value {
        case let object as [String: Any]: return schema.differences(fromMembers: object, at: path)
        case let list as [Any]:
            guard let items = schema.members["items"] as? [String: Any] else {
                return ["\(path) is a list"]
            }
            return list.flatMap { DescribedSchema(items, in: all).differences(from: $0, at: path + "[]") }
        case is NSNull: return schema.types.contains("null") ? [] : ["\(path) may be null"]
        default:
            let types = Self.names(of: value)
            return schema.types.isDisjoint(with: types) ? ["\(path) is \(types.sorted())"] : []
        }
    }

    private func differences(fromMembers object: [String: Any], at path: String) -> [String] {
        if let more = members["additionalProperties"] as? [String: Any] {
            return object.flatMap {
                DescribedSchema(more, in: all).differences(from: $0.value, at: "\(path).*")
            }
        }
        return object.flatMap { name, value in
            guard let property = properties[name] as? [String: Any] else {
                return ["\(path).\(name) is missing"]
            }
            return DescribedSchema(property, in: all).differences(from: value, at: "\(path).\(name)")
        }
    }

    /// The schema that it refers to, or the one of several that is not null.
    private var resolved: DescribedSchema {
        if let name = (members["$ref"] as? String)?.split(separator: "/").last,
            let schema = all[String(name)] as? [String: Any]
        {
            return DescribedSchema(schema, in: all).resolved
        }
        guard let choices = members["oneOf"] as? [[String: Any]] else { return self }
        let schemas = choices.map { DescribedSchema($0, in: all).resolved }
        guard var merged = schemas.first(where: { !$0.types.contains("null") })?.members else { return self }
        merged["type"] = schemas.flatMap { Array($0.types) }
        return DescribedSchema(merged, in: all)
    }

    private var types: Set<String> {
        if let type = members["type"] as? String { return [type] }
        return Set(members["type"] as? [String] ?? [])
    }

    private static func names(of value: Any) -> Set<String> {
        if value is String { return ["string"] }
        guard let number = value as? NSNumber else { return [] }
        if String(cString: number.objCType) == "c" { return ["boolean"] }
        return number.doubleValue.rounded() == number.doubleValue ? ["integer", "number"] : ["number"]
    }
}
