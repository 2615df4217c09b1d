import Kernel
import Privacy

extension CenterAction {
    /// Keeping everything and having nothing of it used.
    static func restriction(_ standing: CenterStanding, _ words: Catalogue) -> CenterAction? {
        CenterWay.restriction.link("center.restrict_open", words).map { link in
            CenterAction(
                id: "restrict",
                title: words["center.restrict_title"],
                text: words["center.restrict_text"],
                states: standing.restriction(words),
                links: [link]
            )
        }
    }
}

extension CenterStanding {
    fileprivate func restriction(_ words: Catalogue) -> [String] {
        let end = restrictions.compactMap(\.liftAt).max()
        let ending = end.map { [words[Message("restrict.ends", ["time": words.moment($0)])]] } ?? []
        let frozen = frozenSince.map { [words[Message("center.frozen", ["time": words.moment($0)])]] } ?? []
        return (restrictions.isEmpty ? [] : [words["restrict.state_on"]]) + ending + frozen
    }
}
