import Engines
import HTTPKit
import Kernel
import Mustache
import Studio

/// A picture in the tree of its family, with those that were made of it.
struct TreePart: MustacheParent, Sendable {
    private static let width = 160

    let pageURL: String
    /// Nil for a picture that is shown to nobody, or is no longer there.
    var source: String?
    /// What was done to make it.
    let label: String
    /// The steps of an edit, or what was asked for.
    var steps: String?
    var isCurrent = false
    /// Whether there is a page of it.
    var isThere = true
    var nodes: [TreePart] = []

    func child(named name: String) -> Any? {
        switch name {
        case "page_url": pageURL
        case "src": source
        case "label": label
        case "steps": steps
        case "is_current": isCurrent
        case "is_link": isThere && !isCurrent
        case "has_nodes": !nodes.isEmpty
        case "nodes": nodes
        default: nil
        }
    }
}

extension TreePart {
    /// The trees of a family: each picture stands under the one that it is another state of.
    static func trees(of lineage: Lineage, withheld: Set<ImageID>, _ words: Catalogue) -> [TreePart] {
        let known = Set(lineage.nodes.map(\.id))
        let children = Dictionary(grouping: lineage.nodes) { $0.parents.first { known.contains($0) } }
        func tree(_ node: LineageNode) -> TreePart {
            var part = TreePart(node, isWithheld: withheld.contains(node.id), words)
            part.nodes = (children[node.id] ?? []).map(tree)
            return part
        }
        return (children[nil] ?? []).map(tree)
    }

    private init(_ node: LineageNode, isWithheld: Bool, _ words: Catalogue) {
        let links = Links(words.language)
        pageURL = links.page(.imagePage(node.id))
        isThere = node.picture != nil
        source = isThere && !isWithheld ? links.file(node.id, width: Self.width) : nil
        label = isThere ? words.name(of: node) : words["lineage.gone"]
        steps = words.steps(node.settings) ?? node.prompt?.beginning
        isCurrent = node.relation == .asked
    }
}

/// A picture beside the one that it was made of.
struct ComparePart: MustacheParent, Sendable {
    let before: String
    let after: String
    /// Of the picture that is shown.
    let size: PixelSize

    func child(named name: String) -> Any? {
        switch name {
        case "before_url": before
        case "after_url": after
        case "width": size.width
        case "height": size.height
        default: nil
        }
    }
}

extension ComparePart {
    private static let width = 640

    /// Nil for a picture of words alone, and where the other one is gone or hidden.
    init?(_ lineage: Lineage, withheld: Set<ImageID>, _ words: Catalogue) {
        guard let own = lineage.nodes.first(where: { $0.relation == .asked }), let picture = own.picture,
            let parent = own.parents.first, own.isRedrawn || ![.generate, .compose].contains(own.task),
            lineage.nodes.contains(where: { $0.id == parent && $0.picture != nil }),
            withheld.isDisjoint(with: [own.id, parent])
        else { return nil }
        let links = Links(words.language)
        before = links.file(parent, width: Self.width)
        after = links.file(own.id, width: Self.width)
        size = picture.size
    }
}
