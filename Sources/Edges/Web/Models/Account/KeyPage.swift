import Accounts
import HTTPKit
import Kernel
import Mustache

/// One key, and the form that changes it.
struct KeyPage: PageModel {
    static let template = Template.key

    var layout: Layout
    let id: APIKeyID
    let key: KeyPart
    /// Nil for a key that has ended.
    let form: FormPart?
    /// Whether to let it do more takes a proof first.
    let asksProof: Bool
    /// What was just done.
    var notice: String?
    /// Why what was wanted of it was refused, where that was not the form's.
    var problem: ProblemWords?

    func child(named name: String) -> Any? {
        switch name {
        case "key": key
        case "form": form
        case "asks_proof": form != nil && asksProof
        case "prove_url": layout.links.page(.prove, returningTo: layout.links.page(.accountKey(id)))
        case "list_url": layout.links.page(.accountKeys)
        case "notice": notice
        case "problem": problem
        default: layout.child(named: name)
        }
    }
}
