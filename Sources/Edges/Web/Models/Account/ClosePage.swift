import HTTPKit
import Kernel
import Mustache

/// What closing an account destroys.
struct ClosePage: PageModel {
    static let template = Template.close

    var layout: Layout
    let pictures: Int
    let address: String
    /// Not of somebody who signs in by a provider alone.
    let asksPassword: Bool
    var problem: ProblemWords?

    func child(named name: String) -> Any? {
        switch name {
        case "holdings": holdings
        case "last_mail": layout.words[Message("close.last_mail", ["email": address])]
        case "asks_password": asksPassword
        case "form_action": layout.links.page(.accountClose)
        case "cancel_url": layout.links.page(.account)
        case "problem": problem
        default: layout.child(named: name)
        }
    }

    private var holdings: [String] {
        let words = layout.words
        let images = pictures == 0 ? [] : [words.counted("erase.images", pictures)]
        return images + [
            words["erase.jobs"], words["close.account"], words["close.sessions"], words["close.key"],
        ]
    }
}
