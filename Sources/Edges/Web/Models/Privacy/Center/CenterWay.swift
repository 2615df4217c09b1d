import HTTPKit
import Kernel

/// The pages where further rights are used, each by the address that the contract gives it.
///
/// The table of pages decides: one that this version does not have is not offered, so that no link leads nowhere.
enum CenterWay: String {
    case export = "/privacy/export"
    case `import` = "/privacy/import"
    case deletion = "/privacy/delete"
    case restriction = "/privacy/restrict"
    case choices = "/cookies"
    case request = "/privacy/request"

    private var page: Route? { PageAddress(path: rawValue)?.page }

    func link(_ key: String, _ words: Catalogue) -> PageLink? { page.map { words.link($0, key) } }
}
