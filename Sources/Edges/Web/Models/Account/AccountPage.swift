import Accounts
import HTTPKit
import Kernel
import Mustache

/// One's own account: who one is to us.
struct AccountPage: PageModel {
    static let template = Template.account

    var layout: Layout
    let facts: [Fact]
    let profile: FormPart
    /// What was just done.
    var notice: String?

    func child(named name: String) -> Any? {
        switch name {
        case "facts": facts
        case "profile": profile
        case "decisions_url": layout.links.page(.decisions)
        case "notice": notice
        default: layout.child(named: name)
        }
    }
}

extension FormPart {
    /// What somebody is called.
    static func profile(_ account: Account, _ words: Catalogue) -> FormPart {
        FormPart(
            action: Links(words.language).page(.accountProfile),
            fields: [
                FormField(
                    name: "display_name",
                    label: words["signup.name"],
                    value: account.name?.text ?? "",
                    autocomplete: "nickname",
                    isRequired: false
                )
            ],
            button: words["account.save"]
        )
    }
}
