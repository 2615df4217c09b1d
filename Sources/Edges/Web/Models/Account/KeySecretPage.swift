import Accounts
import HTTPKit
import Kernel
import Mustache

/// A key's secret, the one time that it is told, and a line to try it by.
struct KeySecretPage: PageModel {
    static let template = Template.keySecret

    var layout: Layout
    let shown: ShownAPIKey
    /// The base URL, without a slash at the end.
    let base: String

    func child(named name: String) -> Any? {
        switch name {
        case "secret": shown.secret.secret.reveal()
        case "about": about
        case "command": command
        case "back_url": layout.links.page(.accountKeys)
        default: layout.child(named: name)
        }
    }

    private var about: String {
        let name = ["name": shown.line.name.text]
        return switch shown.line.key.kind {
        case .secret: layout.words[Message("keys.shown", name)]
        case .publishable: layout.words[Message("keys.shown_publishable", name)]
        }
    }

    /// Asks for what costs nothing: what the key is, or the models with one of a page, which is not told that.
    ///
    /// A publishable one has to come from one of its sites.
    private var command: String {
        let key = "-H 'Authorization: Bearer \(shown.secret.secret.reveal())'"
        return switch shown.line.key.kind {
        case .secret:
            """
            curl \(base)\(Route.currentKey.path) \\
              \(key)
            """
        case .publishable:
            """
            curl \(base)\(Route.modelList.path) \\
              \(key) \\
              -H 'Origin: \(shown.line.key.origins.first ?? base)'
            """
        }
    }
}
