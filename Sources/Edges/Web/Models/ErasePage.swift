import HTTPKit
import Kernel
import Mustache
import Studio

/// What is stored about a person, and the button that erases it.
struct ErasePage: PageModel {
    static let template = Template.erase

    var layout: Layout
    /// What there is, one thing a line; empty for somebody of whom nothing is stored.
    var holdings: [String]

    func child(named name: String) -> Any? {
        switch name {
        case "has_data": !holdings.isEmpty
        case "holdings": holdings
        case "form_action": layout.links.page(.erase)
        case "cancel_url": layout.links.page(.gallery)
        case "decisions_url": layout.links.page(.decisions)
        default: layout.child(named: name)
        }
    }
}

extension ErasePage {
    /// Lists what is there; nil pictures for a reader we do not know.
    init(_ layout: Layout, pictures: Int?) {
        self.layout = layout
        let words = layout.words
        guard let pictures else {
            holdings = []
            return
        }
        let images = pictures == 0 ? [] : [words.counted("erase.images", pictures)]
        holdings = images + [words["erase.jobs"], words["erase.key"]]
    }
}

/// What one sees after that.
struct ErasedPage: PageModel {
    static let template = Template.erased

    var layout: Layout

    func child(named name: String) -> Any? { layout.child(named: name) }
}
