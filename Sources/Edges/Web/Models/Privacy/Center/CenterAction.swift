import Kernel
import Mustache

/// A right, and the ways to use it; each leads to the page where it is done.
struct CenterAction: MustacheParent, Sendable {
    let id: String
    let title: String
    let text: String
    /// How it stands now, in sentences; empty where there is nothing to say.
    var states: [String] = []
    let links: [PageLink]

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "title": title
        case "text": text
        case "states": states
        case "links": links
        default: nil
        }
    }
}
