import HTTPKit
import Kernel
import Mustache
import Privacy

/// What somebody may have deleted, when, and what they have asked for already.
struct RemovePage: PageModel {
    static let template = Template.privacyDelete

    var layout: Layout
    /// Nil for a reader of whom nothing is stored.
    var holding: Holding?
    var problem: ProblemWords?

    /// What there is of somebody.
    struct Holding: Sendable {
        let pictures: Int
        /// Not of visitors, nor of somebody who signs in by a provider alone.
        let asksPassword: Bool
        let pending: [Removal]
        let holds: [Hold]
    }

    func child(named name: String) -> Any? {
        let words = layout.words
        return switch name {
        case "has_data": holding != nil
        case "asks_password": holding?.asksPassword ?? false
        case "pictures":
            holding.flatMap { $0.pictures == 0 ? nil : words.counted("erase.images", $0.pictures) }
        case "pending": holding?.pending.map { PendingRemoval($0, layout) }
        case "has_pending": holding?.pending.isEmpty == false
        case "holds": holding?.holds.map { HoldLine($0, words) }
        case "has_holds": holding?.holds.isEmpty == false
        case "form_action": layout.links.page(.privacyDelete)
        case "cancel_url": layout.links.page(layout.isMember ? .account : .gallery)
        case "restrict_url": layout.links.page(.privacyRestrict)
        case "problem": problem
        default: layout.child(named: name)
        }
    }
}

/// A deletion that waits, and the way to stop it.
private struct PendingRemoval: MustacheParent {
    let removal: Removal
    let layout: Layout

    init(_ removal: Removal, _ layout: Layout) {
        self.removal = removal
        self.layout = layout
    }

    func child(named name: String) -> Any? {
        switch name {
        case "what": layout.words["remove.scope_\(removal.scope.rawValue)"]
        case "when": layout.words[Message("remove.due", ["time": layout.words.moment(removal.dueAt)])]
        case "can_cancel": removal.state == .pending
        case "cancel_action": layout.links.page(.cancelRemoval(removal.id))
        case "report_url": layout.links.page(.erasure(removal.id))
        case "csrf": layout.csrf
        default: nil
        }
    }
}

/// What a hold keeps, on which ground and until when.
struct HoldLine: MustacheParent {
    let text: String

    init(_ hold: Hold, _ words: Catalogue) {
        text = words.words(of: hold)
    }

    func child(named name: String) -> Any? {
        name == "text" ? text : nil
    }
}
