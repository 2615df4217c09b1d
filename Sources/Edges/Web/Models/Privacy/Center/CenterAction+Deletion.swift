import HTTPKit
import Kernel

extension CenterAction {
    /// One picture, or everything.
    static func deletion(isMember: Bool, _ words: Catalogue) -> CenterAction {
        CenterAction(
            id: "delete",
            title: words["center.delete_title"],
            text: words["center.delete_text"],
            links: [
                words.link(.gallery, "center.delete_picture"),
                CenterWay.deletion.link("center.delete_some", words),
                words.link(isMember ? .accountClose : .erase, "center.delete_all"),
            ].compactMap { $0 }
        )
    }
}
