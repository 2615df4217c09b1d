import HTTPKit
import Kernel
import Privacy

extension CenterAction {
    /// What was agreed to, refused and objected to.
    static func choices(_ standing: CenterStanding, _ words: Catalogue) -> CenterAction? {
        CenterWay.choices.link("center.choices_open", words).map { link in
            CenterAction(
                id: "choices",
                title: words["center.choices_title"],
                text: words["center.choices_text"],
                states: standing.choices(words),
                links: [link]
            )
        }
    }
}

extension CenterStanding {
    fileprivate func choices(_ words: Catalogue) -> [String] {
        let allowed = consents.filter(\.isAllowed).map { words.name(ofPurpose: $0.purpose) }
        let consent =
            allowed.isEmpty
            ? words["center.choices_none"]
            : words[Message("center.choices_allowed", ["list": words.list(allowed)])]
        let stopped = objections.map { objection in
            words[
                Message(
                    "center.objection.\(objection.state.rawValue)",
                    ["purpose": words.name(ofPurpose: objection.purpose)]
                )
            ]
        }
        return [consent] + stopped
    }
}
