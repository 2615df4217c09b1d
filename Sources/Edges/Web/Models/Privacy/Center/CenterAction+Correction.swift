import HTTPKit
import Kernel

extension CenterAction {
    /// What somebody with an account can change by themselves.
    static func correction(_ words: Catalogue) -> CenterAction {
        CenterAction(
            id: "correct",
            title: words["center.correct_title"],
            text: words["center.correct_text"],
            links: [
                words.link(.account, "center.correct_name"),
                words.link(.accountEmail, "center.correct_email"),
                words.link(.accountPreferences, "center.correct_language"),
            ]
        )
    }
}
