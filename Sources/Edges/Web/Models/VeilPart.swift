import HTTPKit
import Kernel
import Moderation
import Mustache

/// What stands in the place of a picture that is shown to nobody.
struct VeilPart: MustacheParent, Sendable {
    /// In the words of who decided; empty while their writing may not be used.
    let reason: String
    /// Where the decision can be read and contested.
    let decisionURL: String

    func child(named name: String) -> Any? {
        switch name {
        case "reason": reason
        case "decision_url": decisionURL
        default: nil
        }
    }
}

extension VeilPart {
    init(_ sheet: DecisionSheet, in language: Language) {
        reason = sheet.decision.reason
        decisionURL = Links(language).page(.appeal(sheet.link))
    }
}
