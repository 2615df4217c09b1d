import Accounts
import HTTPKit
import Kernel
import Mustache

/// One's own account: who one is to us, and where one is signed in.
struct AccountPage: PageModel {
    static let template = Template.account

    var layout: Layout
    let facts: [Fact]
    let profile: FormPart
    let password: FormPart
    let sessions: [SessionPart]
    /// What was just done.
    var notice: String?

    func child(named name: String) -> Any? {
        switch name {
        case "facts": facts
        case "profile": profile
        case "password": password
        case "sessions": sessions
        case "has_others": sessions.count > 1
        case "end_others_url": layout.links.page(.endOtherSessions)
        case "sign_out_url": layout.links.page(.signOut)
        case "erase_url": layout.links.page(.erase)
        case "notice": notice
        default: layout.child(named: name)
        }
    }
}

/// A browser that is signed in.
struct SessionPart: MustacheParent, Sendable {
    let device: String
    let detail: String
    let isCurrent: Bool
    let endURL: String

    init(_ line: SessionLine, isCurrent: Bool, _ words: Catalogue) {
        device = line.traits.device
        let used = words[Message("account.session_used", ["time": words.moment(line.usedAt)])]
        detail = [line.traits.network, used].compactMap { $0 }.joined(separator: " · ")
        self.isCurrent = isCurrent
        endURL = Links(words.language).page(.endSession(line.id))
    }

    func child(named name: String) -> Any? {
        switch name {
        case "device": device
        case "detail": detail
        case "current": isCurrent
        case "end_url": endURL
        default: nil
        }
    }
}

extension FormPart {
    /// What somebody is called, and in which language they are written to.
    static func profile(_ account: Account, _ words: Catalogue) -> FormPart {
        let languages = Language.allCases.map {
            FormOption(value: $0.rawValue, label: words["language.\($0.rawValue)"])
        }
        return FormPart(
            action: Links(words.language).page(.accountProfile),
            fields: [
                FormField(
                    name: "display_name",
                    label: words["signup.name"],
                    value: account.name?.text ?? "",
                    autocomplete: "nickname",
                    isRequired: false
                ),
                FormField(
                    name: "language",
                    label: words["account.language"],
                    kind: .choice(languages),
                    value: account.language.rawValue,
                    autocomplete: "language"
                ),
            ],
            button: words["account.save"]
        )
    }

    static func changePassword(_ words: Catalogue) -> FormPart {
        FormPart(
            action: Links(words.language).page(.accountPassword),
            fields: [
                FormField(
                    name: "current_password",
                    label: words["account.current_password"],
                    kind: .password,
                    autocomplete: "current-password"
                ),
                .newPassword(words, label: words["account.new_password"]),
            ],
            button: words["account.change_password"]
        )
    }
}

extension FormField {
    static func newPassword(_ words: Catalogue, label: String? = nil) -> FormField {
        FormField(
            name: "password",
            label: label ?? words["signup.password"],
            kind: .password,
            autocomplete: "new-password",
            hint: words[
                Message("signup.password_hint", ["least": "\(PasswordRules.leastScalars)"])
            ]
        )
    }

    static func email(_ words: Catalogue, value: String = "") -> FormField {
        FormField(
            name: "email",
            label: words["signup.email"],
            kind: .email,
            value: value,
            autocomplete: "username"
        )
    }
}
