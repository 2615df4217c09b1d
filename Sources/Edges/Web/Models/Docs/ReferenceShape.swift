import Mustache

/// A body or a part of one that has a name, told once a page.
struct ReferenceShape: Hashable, Sendable {
    let name: String
    let about: [Prose]
    let members: [ReferenceMember]

    /// The shapes of these names, and all that they consist of.
    static func all(_ names: Set<String>, in document: DocumentNode) -> [ReferenceShape] {
        var (found, waiting) = ([String: ReferenceShape](), names.sorted())
        while let name = waiting.popLast() {
            guard found[name] == nil, let schema = document["components"]?["schemas"]?[name] else { continue }
            let shape = ReferenceShape(
                name: name,
                about: Prose.blocks(of: schema["description"]?.text),
                members: ReferenceMember.all(of: schema)
            )
            found[name] = shape
            waiting += shape.members.compactMap(\.kind.shape)
        }
        return found.values.sorted { $0.name < $1.name }
    }
}

extension ReferenceShape: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "name": self.name
        case "anchor": "shape-\(self.name)"
        case "about": about
        case "members": members
        case "has_members": !members.isEmpty
        default: nil
        }
    }
}
