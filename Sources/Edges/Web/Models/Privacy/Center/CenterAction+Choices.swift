import Kernel

extension CenterAction {
    /// What was agreed to or refused.
    static func choices(_ words: Catalogue) -> CenterAction? {
        CenterWay.choices.link("center.choices_open", words).map { link in
            CenterAction(
                id: "choices",
                title: words["center.choices_title"],
                text: words["center.choices_text"],
                links: [link]
            )
        }
    }
}
