import HTTPKit
import Kernel
import Privacy

extension CenterAction {
    /// One picture, or everything.
    static func deletion(_ standing: CenterStanding, isMember: Bool, _ words: Catalogue) -> CenterAction {
        CenterAction(
            id: "delete",
            title: words["center.delete_title"],
            text: words["center.delete_text"],
            states: standing.removals.compactMap(\.dueAt).map {
                words[Message("center.delete_waits", ["time": words.moment($0)])]
            } + standing.holds.map { words.words(of: $0) },
            links: [
                words.link(.gallery, "center.delete_picture"),
                CenterWay.deletion.link("center.delete_some", words),
                words.link(isMember ? .accountClose : .erase, "center.delete_all"),
            ].compactMap { $0 }
        )
    }
}
