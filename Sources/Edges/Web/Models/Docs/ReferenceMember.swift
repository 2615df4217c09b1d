import Mustache
import Wire

/// A parameter of an operation, or a member of a body.
struct ReferenceMember: Hashable, Sendable {
    let name: String
    /// `path`, `query` or `header`; nil for a member.
    let place: String?
    let kind: ReferenceKind
    let isRequired: Bool
    let about: [Prose]

    /// Members of an object's schema, those that are needed first.
    static func all(of schema: DocumentNode) -> [ReferenceMember] {
        let needed = Set(schema["required"]?.items.compactMap(\.text) ?? [])
        let members = schema["properties"]?.members ?? []
        return members.map { name, node in
            ReferenceMember(
                name: name,
                place: nil,
                kind: ReferenceKind(node),
                isRequired: needed.contains(name),
                about: Prose.blocks(of: node["description"]?.text)
            )
        }.sorted { ($0.isRequired ? 0 : 1, $0.name) < ($1.isRequired ? 0 : 1, $1.name) }
    }

    /// Nil for what is no parameter.
    init?(parameter: DocumentNode) {
        guard let name = parameter["name"]?.text, let schema = parameter["schema"] else { return nil }
        self.init(
            name: name,
            place: parameter["in"]?.text,
            kind: ReferenceKind(schema),
            isRequired: parameter["required"]?.isTrue ?? false,
            about: Prose.blocks(of: parameter["description"]?.text)
        )
    }

    private init(
        name: String,
        place: String?,
        kind: ReferenceKind,
        isRequired: Bool,
        about: [Prose]
    ) {
        self.name = name
        self.place = place
        self.kind = kind
        self.isRequired = isRequired
        self.about = about
    }
}

/// What a value can be, in the words that programs have for it.
struct ReferenceKind: Hashable, Sendable {
    let text: String
    /// The shape that it is or consists of.
    let shape: String?

    init(_ schema: DocumentNode) {
        if let name = schema.reference, schema["properties"] != nil {
            (text, shape) = (name, name)
            return
        }
        if let choices = schema["oneOf"]?.items, !choices.isEmpty {
            let kinds = choices.map(ReferenceKind.init)
            text = kinds.map(\.text).joined(separator: " or ")
            shape = kinds.lazy.compactMap(\.shape).first
            return
        }
        let types = schema["type"].map { $0.text.map { [$0] } ?? $0.items.compactMap(\.text) } ?? []
        if types.contains("array"), let items = schema["items"] {
            let item = ReferenceKind(items)
            let others = types.filter { $0 != "array" }
            text = (["list of \(item.text)"] + others).joined(separator: " or ")
            shape = item.shape
            return
        }
        shape = nil
        if let words = schema["enum"]?.items, !words.isEmpty {
            text = words.map { $0.text ?? "null" }.joined(separator: ", ")
        } else {
            let format = schema["format"]?.text.map { " (\($0))" } ?? ""
            text = (types.isEmpty ? "any" : types.joined(separator: " or ")) + format
        }
    }
}

extension ReferenceMember: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "place": place
        case "kind": kind.shape == nil ? kind.text : nil
        case "shape": kind.shape.map { PageLink(url: "#shape-\($0)", label: kind.text) }
        case "is_required": isRequired
        case "about": about
        default: nil
        }
    }
}
