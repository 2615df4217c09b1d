import HTTPKit
import Kernel
import Mustache
import Privacy

/// Whether somebody's data is kept and not used, and the switch for it.
struct RestrictPage: PageModel {
    static let template = Template.privacyRestrict

    var layout: Layout
    /// Nil for a reader of whom nothing is stored.
    var restrictions: [Restriction]?

    private var own: Restriction? { restrictions?.first { $0.origin == .person } }
    private var others: Restriction? { restrictions?.first { $0.origin == .staff } }

    func child(named name: String) -> Any? {
        let words = layout.words
        return switch name {
        case "is_known": restrictions != nil
        case "is_restricted": restrictions?.isEmpty == false
        case "is_own": own != nil
        case "state":
            restrictions?.isEmpty == false ? words["restrict.state_on"] : words["restrict.state_off"]
        case "since": own.map { words[Message("restrict.since", ["time": words.moment($0.since)])] }
        case "by_staff": others.map { words[Message("restrict.by_staff", ["time": words.moment($0.since)])] }
        case "ends":
            restrictions?.compactMap(\.liftAt).max().map {
                words[Message("restrict.ends", ["time": words.moment($0)])]
            }
        case "form_action": layout.links.page(.privacyRestrict)
        default: layout.child(named: name)
        }
    }
}
