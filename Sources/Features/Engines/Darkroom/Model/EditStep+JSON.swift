import Kernel

extension EditStep: Codable {
    private static let toolMember = "tool"

    package init(from decoder: any Decoder) throws {
        try self.init(PlainJSON(from: decoder), field: decoder.codingPath.field ?? "steps[0]")
    }

    package func encode(to encoder: any Encoder) throws {
        try json.encode(to: encoder)
    }

    /// Reads one step.
    /// - Throws: `Problem` that names the member at fault.
    init(_ json: PlainJSON, field: String) throws(Problem) {
        guard case .object(let members) = json else { throw Problem(.wrongFieldType, field: field) }
        let tool = try Self.tool(of: members, field: "\(field).\(Self.toolMember)")
        var given: [EditMember.Name: EditValue] = [:]
        for (key, value) in members.sorted(by: { $0.key < $1.key }) where key != Self.toolMember {
            let place = "\(field).\(key.prefix(64))"
            guard let name = EditMember.Name(rawValue: key), let member = tool.member(name) else {
                throw Problem(.unknownField, field: place)
            }
            // What is null is absent.
            if value != .null { given[name] = try member.kind.read(value, field: place) }
        }
        try self.init(tool, given, field: field)
    }

    private static func tool(of members: [String: PlainJSON], field: String) throws(Problem) -> EditTool {
        guard let member = members[toolMember] else { throw Problem(.missingField, field: field) }
        guard case .text(let name) = member else { throw Problem(.wrongFieldType, field: field) }
        guard let tool = EditTool(rawValue: name) else {
            throw Problem(
                .editToolUnknown,
                field: field,
                ["tools": EditTool.nearest(to: name).joined(separator: ", ")]
            )
        }
        return tool
    }

    private var json: PlainJSON {
        var members: [String: PlainJSON] = [Self.toolMember: .text(tool.rawValue)]
        for (name, value) in values { members[name.rawValue] = value.json }
        return .object(members)
    }
}

extension EditValue: Encodable {
    package func encode(to encoder: any Encoder) throws {
        try json.encode(to: encoder)
    }

    fileprivate var json: PlainJSON {
        switch self {
        case .number(let number): .number(number)
        case .flag(let flag): .flag(flag)
        case .word(let word): .text(word)
        case .colour(let colour): .text(colour.text)
        case .aspect(let aspect): .text(aspect.text)
        case .box(let box): box.json
        case .points(let points): .list(points.map(\.json))
        case .image(let image): .text(image.text)
        case .mask(let mask): mask.json
        }
    }
}

extension EditTool {
    /// The three names that look most like a word.
    static func nearest(to word: String) -> [String] {
        let names = allCases.map(\.rawValue)
        let word = String(word.lowercased().prefix(EditDistance.longest))
        return names.map { ($0, EditDistance.between(word, $0)) }
            .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
            .prefix(3).map(\.0)
    }
}
