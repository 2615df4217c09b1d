import HTTPKit
import Kernel
import Mustache
import Studio

/// The question whether what was made before a sign-in shall come into the account.
struct BringPage: PageModel {
    static let template = Template.bring

    var layout: Layout
    let belongings: Belongings
    /// Where one goes on.
    let next: String

    func child(named name: String) -> Any? {
        switch name {
        case "form_action": layout.links.page(.accountBring)
        case "next": next
        case "bring_label": label
        default: layout.child(named: name)
        }
    }

    private var label: String {
        belongings.pictures == 0
            ? layout.words["bring.jobs"] : layout.words.counted("bring.pictures", belongings.pictures)
    }
}
