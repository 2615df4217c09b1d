import Foundation
import Mustache

/// Goes through templates with pages in hand, and notes what no page could answer.
///
/// The library prints nothing for a key that nobody knows; this tells a key that is empty here from one that does not exist.
struct TemplateWalk {
    private struct Question: Hashable {
        let template: String
        let asked: String
        let key: String
    }

    private let trees: [String: [TemplateNode]]
    private var answered: [Question: Bool] = [:]

    init(_ texts: [String: String]) throws {
        trees = try Dictionary(
            uniqueKeysWithValues: texts.map { name, text in
                (String(name.dropLast(".mustache".count)), try TemplateNode.nodes(of: text))
            }
        )
    }

    /// What was asked for and never answered, as `template: type key`.
    var unanswered: [String] {
        answered.filter { !$0.value }.keys.map { "\($0.template): \($0.asked) \($0.key)" }.sorted()
    }

    mutating func walk(_ template: String, with page: any MustacheParent) {
        walk(template, [page], blocks: [:])
    }

    private mutating func walk(
        _ template: String,
        _ stack: [Any],
        blocks: [String: [TemplateNode]]
    ) {
        guard let nodes = trees[template] else {
            answered[Question(template: template, asked: "library", key: "template")] = false
            return
        }
        for node in nodes { walk(node, template, stack, blocks) }
    }

    private mutating func walk(
        _ node: TemplateNode,
        _ template: String,
        _ stack: [Any],
        _ blocks: [String: [TemplateNode]]
    ) {
        switch node {
        case .variable(let key):
            _ = answer(key, template, stack)
        case .section(let key, let nodes, let isInverted):
            let answer = answer(key, template, stack)
            for stack in isInverted ? [stack] : Self.stacks(answer, on: stack) {
                for node in nodes { walk(node, template, stack, blocks) }
            }
        case .block(let name, let usual):
            for node in blocks[name] ?? usual { walk(node, template, stack, blocks) }
        case .inherits(let parent, let own):
            walk(parent, stack, blocks: blocks.merging(Self.blocks(own)) { outer, _ in outer })
        case .partial(let name):
            walk(name, stack, blocks: blocks)
        }
    }

    private mutating func answer(
        _ key: String,
        _ template: String,
        _ stack: [Any]
    ) -> Any? {
        guard key != ".", let last = stack.last else { return stack.last }
        let names = key.split(separator: ".").map(String.init)
        let sought = key.hasPrefix(".") ? [last] : stack.reversed()
        let first = sought.lazy.compactMap { ($0 as? any MustacheParent)?.child(named: names[0]) }.first
        let answer = names.dropFirst().reduce(first) { object, name in
            (object as? any MustacheParent)?.child(named: name)
        }
        let question = Question(template: template, asked: "\(type(of: last))", key: key)
        answered[question] = answered[question] == true || answer != nil
        return answer
    }

    /// What a section is filled with: once for a value or a truth, once for each item of a list.
    private static func stacks(_ answer: Any?, on stack: [Any]) -> [[Any]] {
        switch answer {
        case nil: []
        case is Bool: [stack]
        case let list as [Any]: list.map { stack + [$0] }
        case .some(let value): [stack + [value]]
        }
    }

    private static func blocks(_ nodes: [TemplateNode]) -> [String: [TemplateNode]] {
        Dictionary(
            uniqueKeysWithValues: nodes.compactMap { node in
                if case .block(let name, let own) = node { (name, own) } else { nil }
            }
        )
    }
}
