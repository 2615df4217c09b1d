package import API
import FoundationEssentials
import Synchronization
import Wire

/// The API as its pages show it, read from the document that programs read.
struct APIReference: Sendable {
    /// The base URL, without a slash at the end.
    let base: String
    /// In the document's order.
    let groups: [ReferenceGroup]

    /// - Throws: `DecodingError` for what is no JSON.
    init(document: Data) throws {
        let node = DocumentNode(try JSONDecoder().decode(JSONPart.self, from: document))
        base = node["servers"]?.items.first?["url"]?.text ?? ""
        let operations = (node["paths"]?.members ?? []).flatMap { path, item in
            ReferenceOperation.methods.compactMap { method in
                item[method].flatMap {
                    let shared = item["parameters"]?.items ?? []
                    return ReferenceOperation($0, method, path, shared: shared, in: node)
                }
            }
        }
        let byTag = Dictionary(grouping: operations, by: \.tag)
        groups = (node["tags"]?.items ?? []).compactMap { tag in
            guard let name = tag["name"]?.text, let operations = byTag[name] else { return nil }
            return ReferenceGroup(
                name: name,
                about: Prose.blocks(of: tag["description"]?.text),
                operations: operations,
                shapes: ReferenceShape.all(operations.reduce([]) { $0.union($1.shapes) }, in: node)
            )
        }
    }
}

/// The operations of one subject.
struct ReferenceGroup: Sendable {
    let name: String
    let about: [Prose]
    let operations: [ReferenceOperation]
    let shapes: [ReferenceShape]

    /// What its page's address calls it.
    var slug: String { name.lowercased().replacing(" ", with: "-") }
}

/// Reads the document once, when somebody first looks: a server that starts has no need of it.
package final class ReferenceShelf: Sendable {
    private let source: OpenAPISource
    private let read = Mutex<APIReference?>(nil)

    package init(_ source: OpenAPISource) {
        self.source = source
    }

    func reference() throws -> APIReference {
        try read.withLock { known in
            if let known { return known }
            let reference = try APIReference(document: source.document())
            known = reference
            return reference
        }
    }
}
