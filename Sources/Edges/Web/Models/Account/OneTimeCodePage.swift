import Accounts
import HTTPKit
import Kernel
import Mustache

/// How an authenticator app is set up: a picture to scan, the same as text, and the first code.
struct OneTimeCodePage: PageModel {
    static let template = Template.oneTimeCode

    var layout: Layout
    let code: QRCode
    let proposal: OneTimeProposal
    let form: FormPart

    func child(named name: String) -> Any? {
        switch name {
        case "side": code.side
        case "path": code.path.reveal()
        case "secret": Self.grouped(proposal.base32.reveal())
        case "app_address": proposal.address.reveal()
        case "form": form
        case "back_url": layout.links.page(.accountSecurity)
        default: layout.child(named: name)
        }
    }

    /// In groups of four, which are easier to type.
    private static func grouped(_ letters: String) -> String {
        stride(from: 0, to: letters.count, by: 4).map { start in
            String(letters.dropFirst(start).prefix(4))
        }
        .joined(separator: " ")
    }
}

extension FormPart {
    /// The first code of an authenticator app.
    static func firstCode(_ words: Catalogue) -> FormPart {
        FormPart(
            action: Links(words.language).page(.confirmOneTimeCode),
            fields: [
                FormField(name: "code", label: words["factors.first_code"], autocomplete: "one-time-code")
            ],
            button: words["factors.turn_on"]
        )
    }
}

/// Recovery codes, the one time that they are told.
struct RecoveryCodesPage: PageModel {
    static let template = Template.recoveryCodes

    var layout: Layout
    let codes: [RecoveryCode]
    /// Whether a second factor was turned on just before.
    let isNew: Bool

    func child(named name: String) -> Any? {
        switch name {
        case "codes": lines
        case "file_url": "data:text/plain;charset=utf-8," + Links.escaped(lines + "\n")
        case "is_new": isNew
        case "back_url": layout.links.page(.accountSecurity)
        default: layout.child(named: name)
        }
    }

    private var lines: String { codes.map { $0.text.reveal() }.joined(separator: "\n") }
}
