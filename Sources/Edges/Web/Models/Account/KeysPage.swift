import Accounts
import HTTPKit
import Kernel
import Mustache

/// The keys of one's programs, and the form that makes one.
struct KeysPage: PageModel {
    static let template = Template.keys

    var layout: Layout
    let keys: [KeyPart]
    let form: FormPart
    /// Whoever has to show first that it is them is offered no form; one that was refused they see again, with the reason.
    let isFresh: Bool
    /// What was just done.
    var notice: String?

    func child(named name: String) -> Any? {
        switch name {
        case "keys": keys
        case "has_keys": !keys.isEmpty
        case "form": isFresh || form.problem != nil ? form : nil
        case "is_fresh": isFresh
        case "prove_url": layout.links.page(.prove, returningTo: layout.links.page(.accountKeys))
        case "notice": notice
        default: layout.child(named: name)
        }
    }
}
