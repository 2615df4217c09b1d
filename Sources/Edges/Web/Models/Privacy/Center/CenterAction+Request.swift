import Kernel

extension CenterAction {
    /// What one cannot do by oneself.
    static func request(_ words: Catalogue) -> CenterAction? {
        CenterWay.request.link("center.request_open", words).map { link in
            CenterAction(
                id: "request",
                title: words["center.request_title"],
                text: words["center.request_text"],
                links: [link]
            )
        }
    }
}
