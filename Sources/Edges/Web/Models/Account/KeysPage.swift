import Accounts
import HTTPKit
import Kernel
import Mustache

/// The keys of one's programs, and the form that makes one.
struct KeysPage: PageModel {
    static let template = Template.keys

    var layout: Layout
    let keys: [KeyPart]
    /// Nil for whoever has to show first that it is them.
    let form: FormPart?
    /// What was just done.
    var notice: String?

    func child(named name: String) -> Any? {
        switch name {
        case "keys": keys
        case "has_keys": !keys.isEmpty
        case "form": form
        case "is_fresh": form != nil
        case "prove_url": layout.links.page(.prove, returningTo: layout.links.page(.accountKeys))
        case "notice": notice
        default: layout.child(named: name)
        }
    }
}
