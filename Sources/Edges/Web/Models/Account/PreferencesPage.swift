import Accounts
import HTTPKit
import Kernel
import Mustache

/// What one has chosen for oneself, and which mails there are.
struct PreferencesPage: PageModel {
    static let template = Template.preferences

    var layout: Layout
    let preferences: Preferences
    /// What was just done.
    var notice: String?
    var problem: ProblemWords?

    func child(named name: String) -> Any? {
        switch name {
        case "form_action": layout.links.page(.accountPreferences)
        case "languages": languages
        case "themes": themes
        case "sign_in_mails": preferences.wantsSignInMails
        case "update_mails": preferences.wantsUpdates
        case "has_news": preferences.wantsNews != nil
        case "news_mails": preferences.wantsNews == true
        case "notice": notice
        case "problem": problem
        default: layout.child(named: name)
        }
    }

    private var languages: [FormOption] {
        Language.allCases.map {
            FormOption(
                value: $0.rawValue,
                label: layout.words["language.\($0.rawValue)"],
                isSelected: $0 == preferences.language
            )
        }
    }

    private var themes: [FormOption] {
        let labels: [(Theme, String)] = [
            (.auto, "preferences.theme_auto"), (.light, "preferences.theme_light"),
            (.dark, "preferences.theme_dark"),
        ]
        return labels.map { theme, key in
            FormOption(
                value: theme.rawValue,
                label: layout.words[key],
                isSelected: theme == preferences.theme ?? .auto
            )
        }
    }
}
