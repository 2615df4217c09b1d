import Accounts
import HTTPKit
import Kernel
import Mustache

/// The address of one's account, and the one that it shall have.
struct EmailPage: PageModel {
    static let template = Template.email

    var layout: Layout
    let address: String
    /// What is on its way; nil without one.
    let change: EmailChangePart?
    let form: FormPart
    /// Who helps somebody whose old mailbox is lost.
    let contact: String?

    func child(named name: String) -> Any? {
        switch name {
        case "address": address
        case "change": change
        case "form": form
        case "lost": lost
        default: layout.child(named: name)
        }
    }

    /// What to do without the old mailbox.
    private var lost: String {
        guard let contact else { return layout.words["email.lost"] }
        return layout.words[Message("email.lost_contact", ["contact": contact])]
    }
}

/// A change of address on its way.
struct EmailChangePart: MustacheParent, Sendable {
    let summary: String
    let ends: [EmailEndPart]
    let stopURL: String

    init(_ change: EmailChange, _ words: Catalogue) {
        summary =
            words[
                Message(
                    "email.on_its_way",
                    ["email": change.email.text, "time": words.moment(change.expiresAt)]
                )
            ]
        ends = [
            EmailEndPart(label: words["email.end_new"], hasAgreed: change.agreed.contains(.new), words),
            EmailEndPart(label: words["email.end_old"], hasAgreed: change.agreed.contains(.old), words),
        ]
        stopURL = Links(words.language).page(.stopEmail)
    }

    func child(named name: String) -> Any? {
        switch name {
        case "summary": summary
        case "ends": ends
        case "stop_url": stopURL
        default: nil
        }
    }
}

/// One of the two mailboxes that have to agree.
struct EmailEndPart: MustacheParent, Sendable {
    let label: String
    let state: String
    let hasAgreed: Bool

    init(
        label: String,
        hasAgreed: Bool,
        _ words: Catalogue
    ) {
        self.label = label
        self.hasAgreed = hasAgreed
        state = hasAgreed ? words["email.has_agreed"] : words["email.is_asked"]
    }

    func child(named name: String) -> Any? {
        switch name {
        case "label": label
        case "state": state
        case "agreed": hasAgreed
        default: nil
        }
    }
}

extension FormPart {
    static func changeEmail(
        _ words: Catalogue,
        _ account: Account,
        _ form: FormBody? = nil
    ) -> FormPart {
        FormPart(
            action: Links(words.language).page(.accountEmail),
            fields: [
                FormField(
                    name: "email",
                    label: words["email.new"],
                    kind: .email,
                    value: form?["email"] ?? "",
                    autocomplete: "email",
                    hint: words["email.new_hint"]
                )
            ] + (account.hasPassword ? [.currentPassword(words)] : []),
            button: words["email.action"]
        )
    }
}

/// The page of a link in a mail about a change of address.
struct AgreementPage: PageModel {
    static let template = Template.agreement

    var layout: Layout
    let token: Token

    func child(named name: String) -> Any? {
        switch name {
        case "detail": isOld ? layout.words["email.agree_old"] : layout.words["email.agree_new"]
        case "agree_url": layout.links.page(isOld ? .oldEmail(token) : .newEmail(token))
        case "stop_url": isOld ? layout.links.page(.stopOldEmail(token)) : nil
        default: layout.child(named: name)
        }
    }

    private var isOld: Bool {
        if case .oldEmail = layout.page { true } else { false }
    }
}
