import Accounts
import Kernel
import Mustache

extension Theme {
    /// The one that the button leads to.
    var next: Theme {
        switch self {
        case .auto: .light
        case .light: .dark
        case .dark: .auto
        }
    }
}

/// The button that changes the theme.
struct ThemeButton: MustacheParent {
    let theme: Theme
    let label: String

    init(_ theme: Theme, _ words: Catalogue) {
        self.theme = theme
        label = words["theme.\(theme.rawValue)"]
    }

    func child(named name: String) -> Any? {
        switch name {
        case "now": theme.rawValue
        case "next": theme.next.rawValue
        case "label": label
        default: nil
        }
    }
}
