import Wire

/// A value of the document of the API, which knows the whole of it: what it refers to is found there.
struct DocumentNode: Sendable {
    let value: JSONPart
    private let root: JSONPart

    init(_ root: JSONPart) {
        value = root
        self.root = root
    }

    private init(_ value: JSONPart, in root: JSONPart) {
        self.value = value
        self.root = root
    }

    /// A member of what this is or refers to.
    subscript(name: String) -> DocumentNode? {
        guard case .object(let members) = resolved.value, let value = members[name] else { return nil }
        return DocumentNode(value, in: root)
    }

    /// The members of what this is or refers to, by name.
    var members: [(name: String, node: DocumentNode)] {
        guard case .object(let members) = resolved.value else { return [] }
        return members.sorted { $0.key < $1.key }.map { ($0.key, DocumentNode($0.value, in: root)) }
    }

    var items: [DocumentNode] {
        guard case .list(let items) = resolved.value else { return [] }
        return items.map { DocumentNode($0, in: root) }
    }

    var text: String? {
        if case .text(let text) = value { text } else { nil }
    }

    var isTrue: Bool { value == .flag(true) }

    /// The last word of what it refers to; nil for what stands in place.
    var reference: String? {
        guard case .object(let members) = value, case .text(let path)? = members["$ref"] else { return nil }
        return path.split(separator: "/").last.map(String.init)
    }

    /// What it refers to, or itself.
    var resolved: DocumentNode {
        guard case .object(let members) = value, case .text(let path)? = members["$ref"] else { return self }
        var found = root
        for part in path.split(separator: "/").dropFirst() {
            guard case .object(let members) = found, let next = members[String(part)] else { return self }
            found = next
        }
        return DocumentNode(found, in: root)
    }
}
