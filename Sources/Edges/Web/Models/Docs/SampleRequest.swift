import Mustache
import Wire

/// How a program asks for one operation, before it is said in one language.
struct SampleRequest: Sendable {
    /// What a request is known by.
    enum Access: Hashable, Sendable {
        /// `Authorization: Bearer $NBP_KEY`.
        case key
        /// `Cookie: nbp_sid=$NBP_SESSION`.
        case cookie(String)
        case nobody
    }

    enum Body: Hashable, Sendable {
        case json(JSONPart)
        case form
        /// One file that is the whole body, of a media type.
        case file(String)
    }

    enum Answer: Hashable, Sendable {
        case json
        /// Words that are no JSON.
        case text
        /// Bytes that go into a file of this name.
        case file(String)
        case events
        case nothing
    }

    let method: String
    let url: String
    let access: Access
    /// Beside what says who asks.
    let headers: [(name: String, value: String)]
    let body: Body?
    let answer: Answer

    init(
        _ node: DocumentNode,
        _ method: String,
        _ path: String,
        _ parameters: [DocumentNode],
        in document: DocumentNode
    ) {
        let base = document["servers"]?.items.first?["url"]?.text ?? ""
        self.method = method
        url = base + Self.filled(path, parameters)
        access = Self.access(node, in: document)
        var headers: [(name: String, value: String)] = []
        if access != .key, method != "GET" { headers.append(("Origin", base)) }
        if method == "POST", parameters.contains(where: { $0["name"]?.text == "Prefer" }) {
            headers.append(("Prefer", "wait=60"))
        }
        self.headers = headers
        body = Self.body(node["requestBody"]?["content"])
        answer = Self.answer(node["responses"])
    }

    /// In the four languages.
    var samples: [CodeSample] { [curl, python, javaScript, swift] }

    private static func access(_ node: DocumentNode, in document: DocumentNode) -> Access {
        let ways = node["security"]?.items ?? []
        if ways.contains(where: { $0["key"] != nil }) { return .key }
        if ways.contains(where: { $0.members.isEmpty }) { return .nobody }
        let scheme = ways.first?.members.first?.name ?? "session"
        return .cookie(document["components"]?["securitySchemes"]?[scheme]?["name"]?.text ?? "nbp_sid")
    }

    /// The path with examples in it, and the parameters that cannot be left out.
    private static func filled(_ path: String, _ parameters: [DocumentNode]) -> String {
        var (path, query) = (path, [String]())
        for parameter in parameters {
            guard let name = parameter["name"]?.text, parameter["required"]?.isTrue ?? false else { continue }
            let value = Links.escaped(example(of: parameter) ?? "YOUR-\(name.uppercased())")
            switch parameter["in"]?.text {
            case "path": path = path.replacing("{\(name)}", with: value)
            case "query": query.append("\(name)=\(value)")
            default: break
            }
        }
        return path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    private static func example(of parameter: DocumentNode) -> String? {
        let schema = parameter["schema"]
        let found =
            parameter["example"] ?? schema?["example"] ?? schema?["examples"]?.items.first
            ?? schema?["enum"]?.items.first ?? schema?["minimum"]
        return found.map { node in node.text ?? Literal.json.text(of: node.value) }
    }

    private static func body(_ content: DocumentNode?) -> Body? {
        guard let content else { return nil }
        if content["multipart/form-data"] != nil { return .form }
        guard let json = content["application/json"] else {
            return content.members.first.map { .file($0.name) }
        }
        let example = json["example"] ?? json["examples"]?.members.lazy.compactMap { $0.node["value"] }.first
        return .json((json["examples"]?["simple"]?["value"] ?? example)?.value ?? .object([:]))
    }

    private static func answer(_ responses: DocumentNode?) -> Answer {
        let good = responses?.members.first { $0.name.hasPrefix("2") }?.node
        guard let kind = good?["content"]?.members.first?.name else { return .nothing }
        if kind.hasPrefix("text/event-stream") { return .events }
        if kind.hasPrefix("image/") { return .file("picture.png") }
        if kind.hasPrefix("application/zip") { return .file("pictures.zip") }
        return kind.contains("json") ? .json : .text
    }
}

extension SampleRequest.Body {
    /// What the file is called that goes along.
    var file: String {
        if case .file(let media) = self, !media.hasPrefix("image/") { "archive.zip" } else { "picture.png" }
    }

    /// What the request says that its body is; a form says so itself.
    var media: String? {
        switch self {
        case .json: "application/json"
        case .form: nil
        case .file(let media): media.hasPrefix("image/") ? "image/png" : media
        }
    }

    var isFile: Bool {
        if case .file = self { true } else { false }
    }
}

/// A program that asks for an operation.
struct CodeSample: Hashable, Sendable {
    enum Language: String, CaseIterable, Sendable {
        case curl
        case python
        case javascript
        case swift

        /// What people call it.
        var name: String {
            switch self {
            case .curl: "curl"
            case .python: "Python"
            case .javascript: "JavaScript"
            case .swift: "Swift"
            }
        }
    }

    let language: Language
    let code: String
}

/// A sample with a place on a page.
struct CodePart: MustacheParent, Sendable {
    let sample: CodeSample
    let anchor: String

    init(_ sample: CodeSample, of operation: String) {
        self.sample = sample
        anchor = "\(operation)-\(sample.language.rawValue)"
    }

    func child(named name: String) -> Any? {
        switch name {
        case "anchor": anchor
        case "language": sample.language.rawValue
        case "name": sample.language.name
        case "is_open": sample.language == .curl
        case "code": sample.code
        default: nil
        }
    }
}
