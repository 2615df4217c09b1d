import HTTPKit
import Kernel
import Mustache

/// Where developers begin: a first picture, the addresses that other clients take, and every operation.
struct DocsPage: PageModel {
    static let template = Template.docs

    var layout: Layout
    let reference: APIReference

    func child(named name: String) -> Any? {
        switch name {
        case "keys_url": layout.links.page(.accountKeys)
        case "models_url": layout.links.page(.models)
        case "samples": FirstPicture(base: reference.base).samples.map { CodePart($0, of: "first") }
        case "clients": clients
        case "client_code": OtherClientsPart(base: reference.base)
        case "groups": reference.groups.map { GroupIndex(group: $0, links: layout.links) }
        default: layout.child(named: name)
        }
    }

    private var clients: [Fact] {
        let words = layout.words
        return [
            Fact(words["docs.client_native"], "\(reference.base)/api"),
            Fact(words["docs.client_openai"], "\(reference.base)/v1"),
            Fact(words["docs.client_gemini"], reference.base),
            Fact(words["docs.client_mcp"], "\(reference.base)/mcp"),
        ]
    }
}

/// The operations of one subject, each with all that it takes and answers.
struct DocsGroupPage: PageModel {
    static let template = Template.docsGroup

    var layout: Layout
    let group: ReferenceGroup
    /// All of them, to go on to.
    let others: [ReferenceGroup]

    func child(named name: String) -> Any? {
        switch name {
        case "group": group.name
        case "about": group.about
        case "operations": group.operations
        case "has_shapes": !group.shapes.isEmpty
        case "shapes": group.shapes
        case "groups":
            others.map {
                NavigationLink(
                    layout.links.page(.docsGroup($0.slug)),
                    $0.name,
                    isCurrent: $0.slug == group.slug
                )
            }
        default: layout.child(named: name)
        }
    }
}

/// A subject and its operations in a few words.
struct GroupIndex: MustacheParent, Sendable {
    let group: ReferenceGroup
    let links: Links

    private var url: String { links.page(.docsGroup(group.slug)) }

    func child(named name: String) -> Any? {
        switch name {
        case "url": url
        case "name": group.name
        case "operations": group.operations.map { Line(operation: $0, url: "\(url)#\($0.id)") }
        default: nil
        }
    }

    private struct Line: MustacheParent {
        let operation: ReferenceOperation
        let url: String

        func child(named name: String) -> Any? {
            switch name {
            case "url": url
            case "method": operation.method
            case "path": operation.path
            case "summary": operation.summary
            default: nil
            }
        }
    }
}
