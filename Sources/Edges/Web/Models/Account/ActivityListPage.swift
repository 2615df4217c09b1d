import Accounts
import Audit
import Kernel
import Mustache

/// One's own security log.
struct ActivityListPage: PageModel {
    static let template = Template.activity

    var layout: Layout
    let lines: [ActivityPart]
    let newestURL: String?
    let olderURL: String?

    func child(named name: String) -> Any? {
        switch name {
        case "lines": lines
        case "newest_url": newestURL
        case "older_url": olderURL
        default: layout.child(named: name)
        }
    }
}

/// What happened once.
struct ActivityPart: MustacheParent, Sendable {
    let title: String
    /// From where, by whom and why; empty where there is nothing to say.
    let detail: String
    let time: String
    let datetime: String
    /// Whether staff did it.
    let isByStaff: Bool

    init(_ line: ActivityLine, _ words: Catalogue) {
        time = words.moment(line.at)
        datetime = line.at.description
        switch line.what {
        case .event(let event):
            title = words.title(of: event)
            detail = words.detail(of: event)
            isByStaff = false
        case .act(let act):
            title = words.title(of: act)
            detail = words.detail(of: act)
            isByStaff = act.details?[.role] != nil
        }
    }

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "detail": detail.isEmpty ? nil : detail
        case "time": time
        case "datetime": datetime
        case "staff": isByStaff
        default: nil
        }
    }
}
