import HTTPKit
import Kernel
import Mustache

/// A button that makes a passkey or signs with one; only scripts can show it.
struct PasskeyPart: MustacheParent, Sendable {
    /// What the browser is asked for.
    enum Ceremony: String, Sendable {
        case create
        case get
    }

    let ceremony: Ceremony
    let label: String
    let options: Route
    let finish: Route
    /// Where one goes afterwards.
    let next: String

    static func signing(
        _ label: String,
        options: Route,
        finish: Route,
        next: String
    ) -> PasskeyPart {
        PasskeyPart(ceremony: .get, label: label, options: options, finish: finish, next: next)
    }

    func child(named name: String) -> Any? {
        switch name {
        case "ceremony": ceremony.rawValue
        case "label": label
        case "options_url": options.path
        case "finish_url": finish.path
        case "next_url": next
        default: nil
        }
    }
}
