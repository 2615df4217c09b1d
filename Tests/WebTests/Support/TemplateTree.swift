import Foundation

/// A template, taken apart: as much of the Mustache language as our templates use.
indirect enum TemplateNode {
    case variable(String)
    case section(String, [TemplateNode], isInverted: Bool)
    /// A part that a page may replace.
    case block(String, [TemplateNode])
    /// The page's own blocks around another template.
    case inherits(String, [TemplateNode])
    case partial(String)

    /// - Throws: `Unbalanced` when a section is not closed.
    static func nodes(of text: String) throws -> [TemplateNode] {
        var tags = text.matches(of: /\{\{([#^$<>\/]?) ?([^{}]+)\}\}/).map { ($0.1, String($0.2)) }[...]
        return try nodes(of: &tags, until: nil)
    }

    struct Unbalanced: Error {
        let name: String?
    }

    private static func nodes(
        of tags: inout ArraySlice<(Substring, String)>,
        until end: String?
    ) throws -> [TemplateNode] {
        var nodes: [TemplateNode] = []
        while let (kind, name) = tags.popFirst() {
            switch kind {
            case "/":
                guard name == end else { throw Unbalanced(name: name) }
                return nodes
            case "#": nodes.append(.section(name, try self.nodes(of: &tags, until: name), isInverted: false))
            case "^": nodes.append(.section(name, try self.nodes(of: &tags, until: name), isInverted: true))
            case "$": nodes.append(.block(name, try self.nodes(of: &tags, until: name)))
            case "<": nodes.append(.inherits(name, try self.nodes(of: &tags, until: name)))
            case ">": nodes.append(.partial(name))
            default: nodes.append(.variable(name))
            }
        }
        guard end == nil else { throw Unbalanced(name: end) }
        return nodes
    }
}
