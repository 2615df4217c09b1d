import Kernel
import Mustache

/// A right, and the ways to use it; each leads to the page where it is done.
struct CenterAction: MustacheParent, Sendable {
    let id: String
    let title: String
    let text: String
    /// How it stands now; nil where there is nothing to say.
    var state: String?
    let links: [PageLink]

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "title": title
        case "text": text
        case "state": state
        case "links": links
        default: nil
        }
    }
}
