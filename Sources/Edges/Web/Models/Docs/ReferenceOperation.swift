import Mustache
import Wire

/// One operation of the API: what it is for, what it takes and answers, and how programs ask.
struct ReferenceOperation: Sendable {
    static let methods = ["get", "post", "put", "patch", "delete"]

    let id: String
    let tag: String
    /// `GET`.
    let method: String
    let path: String
    let summary: String
    let about: [Prose]
    /// The scopes of keys that open it; nil where keys do not.
    let scopes: [String]?
    /// Whether anybody may ask.
    let isOpen: Bool
    let parameters: [ReferenceMember]
    let body: ReferenceKind?
    /// What it takes that is no JSON.
    let media: [String]
    let answers: [ReferenceAnswer]
    let samples: [CodeSample]

    init?(
        _ node: DocumentNode,
        _ method: String,
        _ path: String,
        shared: [DocumentNode],
        in document: DocumentNode
    ) {
        guard let id = node["operationId"]?.text, let tag = node["tags"]?.items.first?.text else {
            return nil
        }
        (self.id, self.tag, self.method, self.path) = (id, tag, method.uppercased(), path)
        summary = node["summary"]?.text ?? id
        about = Prose.blocks(of: node["description"]?.text)
        let ways = node["security"]?.items ?? []
        let keys = ways.compactMap { $0["key"] }
        scopes = keys.isEmpty ? nil : keys.flatMap { $0.items.compactMap(\.text) }
        isOpen = ways.contains { $0.members.isEmpty }
        let parameters = shared + (node["parameters"]?.items ?? [])
        self.parameters = parameters.compactMap { ReferenceMember(parameter: $0) }
        let content = node["requestBody"]?["content"]
        body = content?["application/json"]?["schema"].map(ReferenceKind.init)
        media = (content?.members.map(\.name) ?? []).filter { $0 != "application/json" }
        answers = (node["responses"]?.members ?? []).map { ReferenceAnswer($0.name, $0.node) }
        samples = SampleRequest(node, method.uppercased(), path, parameters, in: document).samples
    }

    /// The shapes that it takes and answers.
    var shapes: Set<String> {
        Set((parameters.map(\.kind.shape) + [body?.shape] + answers.map(\.shape)).compactMap { $0 })
    }
}

/// What an operation answers under one status.
struct ReferenceAnswer: Hashable, Sendable {
    let status: String
    let about: [Prose]
    let kind: String?
    let shape: String?

    init(_ status: String, _ node: DocumentNode) {
        self.status = status
        about = Prose.blocks(of: node["description"]?.text)
        let content = node["content"]?.members.first
        let kind = content?.node["schema"].map(ReferenceKind.init)
        self.kind = content.map { $0.name.split(separator: ";").first.map(String.init) ?? $0.name }
        shape = kind?.shape
    }
}

extension ReferenceOperation: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "method": method
        case "path": path
        case "summary": summary
        case "about": about
        case "has_key": scopes != nil
        case "scopes": scopes.flatMap { $0.isEmpty ? nil : $0.joined(separator: ", ") }
        case "is_open": isOpen && scopes == nil
        case "is_personal": !isOpen && scopes == nil
        case "has_parameters": !parameters.isEmpty
        case "parameters": parameters
        case "body": body.map { PageLink(url: $0.shape.map { "#shape-\($0)" } ?? "#\(id)", label: $0.text) }
        case "media": media.isEmpty ? nil : media.joined(separator: ", ")
        case "answers": answers
        case "samples": samples.map { CodePart($0, of: id) }
        default: nil
        }
    }
}

extension ReferenceAnswer: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "status": status
        case "about": about
        case "kind": shape == nil ? kind : nil
        case "shape": shape.map { PageLink(url: "#shape-\($0)", label: $0) }
        default: nil
        }
    }
}
