import Kernel

extension CenterAction {
    /// A copy of everything, and bringing one in.
    static func download(_ words: Catalogue) -> CenterAction? {
        let links = [
            CenterWay.export.link("center.copy_download", words),
            CenterWay.import.link("center.copy_import", words),
        ].compactMap { $0 }
        guard !links.isEmpty else { return nil }
        return CenterAction(
            id: "copy",
            title: words["center.copy_title"],
            text: words["center.copy_text"],
            links: links
        )
    }
}
