import HTTPKit
import Kernel

extension CenterAction {
    /// What rules or staff decided about somebody, and having it looked at again.
    static func decisions(_ words: Catalogue) -> CenterAction {
        CenterAction(
            id: "decisions",
            title: words["decisions.page"],
            text: words["center.decisions_text"],
            links: [words.link(.decisions, "center.decisions_open")]
        )
    }
}
