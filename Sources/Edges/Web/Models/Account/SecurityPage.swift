import Accounts
import HTTPKit
import Kernel
import Mustache

/// How one proves that it is oneself, and where one is signed in.
struct SecurityPage: PageModel {
    static let template = Template.security

    var layout: Layout
    let factors: FactorsPart
    let password: FormPart
    let sessions: [SessionPart]
    /// What was just done.
    var notice: String?

    func child(named name: String) -> Any? {
        switch name {
        case "factors": factors
        case "password": password
        case "sessions": sessions
        case "has_others": sessions.count > 1
        case "end_others_url": layout.links.page(.endOtherSessions)
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
        device = line.traits.device.isEmpty ? words["account.session_unseen"] : line.traits.device
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
    static func changePassword(_ words: Catalogue) -> FormPart {
        FormPart(
            action: Links(words.language).page(.accountPassword),
            fields: [
                .currentPassword(words, label: words["account.current_password"]),
                .newPassword(words, label: words["account.new_password"]),
            ],
            button: words["account.change_password"]
        )
    }
}

extension FormField {
    /// The password that shows, before something sensitive, that it is oneself.
    static func currentPassword(_ words: Catalogue, label: String? = nil) -> FormField {
        FormField(
            name: "current_password",
            label: label ?? words["login.password"],
            kind: .password,
            autocomplete: "current-password"
        )
    }

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
