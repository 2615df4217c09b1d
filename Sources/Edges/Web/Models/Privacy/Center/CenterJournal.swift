import Accounts
import Audit
import HTTPKit
import Kernel
import Mustache

/// Who has looked at somebody's data, the newest look first.
struct CenterJournal: MustacheParent, Sendable {
    let looks: [ActivityPart]
    /// Where all activity is; nil without an account.
    let moreURL: String?

    func child(named name: String) -> Any? {
        switch name {
        case "looks": looks
        case "more_url": moreURL
        default: nil
        }
    }
}

extension CenterJournal {
    init(_ acts: [OpenedAct], isMember: Bool, _ words: Catalogue) {
        looks = acts.map { ActivityPart(ActivityLine(at: $0.at, what: .act($0)), words) }
        moreURL = isMember ? Links(words.language).page(.accountActivity) : nil
    }
}
