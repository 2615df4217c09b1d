import Kernel

extension CenterAction {
    /// Keeping everything and having nothing of it used.
    static func restriction(_ words: Catalogue) -> CenterAction? {
        CenterWay.restriction.link("center.restrict_open", words).map { link in
            CenterAction(
                id: "restrict",
                title: words["center.restrict_title"],
                text: words["center.restrict_text"],
                links: [link]
            )
        }
    }
}
