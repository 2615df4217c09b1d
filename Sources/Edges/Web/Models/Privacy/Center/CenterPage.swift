import HTTPKit
import Kernel
import Mustache

/// All that is kept of somebody, and all that they can do about it, on one page.
///
/// Each part is a model of its own; one that has nothing to say is nil, and a right that cannot be used yet is not offered.
struct CenterPage: PageModel {
    static let template = Template.privacyCenter

    var layout: Layout
    let lead: String
    /// Nil for somebody of whom nothing is kept under a cookie.
    var data: CenterData?
    var stranger: CenterStranger?
    var actions: [CenterAction] = []
    var requests: CenterRequests?
    var journal: CenterJournal?

    func child(named name: String) -> Any? {
        switch name {
        case "lead": lead
        case "data": data
        case "stranger": stranger
        case "actions": actions
        case "requests": requests
        case "journal": journal
        default: layout.child(named: name)
        }
    }
}
