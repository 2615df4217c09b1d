package import FoundationEssentials
import Kernel
import Wire

/// What the tools take and answer, as `share/mcp/tools.json` says it (JSON Schema 2020-12).
package struct ToolShelf: Sendable {
    /// A tool without a description, a description of none, or one without an object's members.
    package struct Fault: Error, CustomStringConvertible {
        let name: String

        package var description: String {
            "share/mcp/tools.json describes \(name) wrongly; take the file of the release"
        }
    }

    private let descriptions: [Tool: [String: JSONPart]]

    /// - Throws: `Fault`.
    package init(json: Data) throws(Fault) {
        guard let file = try? JSONDecoder().decode([String: [String: JSONPart]].self, from: json) else {
            throw Fault(name: "its tools")
        }
        if let stranger = file.keys.filter({ Tool(rawValue: $0) == nil }).min() {
            throw Fault(name: stranger)
        }
        var descriptions: [Tool: [String: JSONPart]] = [:]
        for tool in Tool.allCases {
            guard let description = file[tool.rawValue],
                description["inputSchema"]?.asObject?["properties"]?.asObject != nil
            else { throw Fault(name: tool.rawValue) }
            descriptions[tool] = description
        }
        self.descriptions = descriptions
    }

    /// The names of what a tool takes.
    func members(of tool: Tool) -> Set<String> {
        let schema = descriptions[tool]?["inputSchema"]?.asObject
        return Set((schema?["properties"]?.asObject ?? [:]).keys)
    }

    /// A tool as `tools/list` tells of it, with a title and a summary in one language.
    func part(of tool: Tool, _ title: String, _ summary: String) -> JSONPart {
        var part = descriptions[tool] ?? [:]
        part["name"] = .text(tool.rawValue)
        part["title"] = .text(title)
        part["description"] = .text(summary)
        return .object(part)
    }
}
