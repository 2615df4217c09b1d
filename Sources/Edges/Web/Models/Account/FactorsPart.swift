import Accounts
import HTTPKit
import Kernel
import Mustache

/// What an account asks for besides its password, and the buttons that change it.
struct FactorsPart: MustacheParent, Sendable {
    private let factors: SecondFactors
    private let passkeys: [OwnPasskeyPart]?
    private let isFresh: Bool
    private let words: Catalogue
    private let links: Links

    /// `passkeys` is nil where the site has none.
    init(
        _ factors: SecondFactors,
        passkeys: [PasskeyLine]?,
        isFresh: Bool,
        _ words: Catalogue
    ) {
        self.factors = factors
        self.passkeys = passkeys?.map { OwnPasskeyPart($0, isFresh: isFresh, words) }
        self.isFresh = isFresh
        self.words = words
        links = Links(words.language)
    }

    func child(named name: String) -> Any? {
        switch name {
        case "is_on": factors.isSet
        case "is_fresh": isFresh
        case "has_app": factors.hasOneTimeCode
        case "prove_url": links.page(.prove, returningTo: links.page(.accountSecurity))
        case "app_url": links.page(.oneTimeCode)
        case "remove_app_url": links.page(.removeOneTimeCode)
        case "codes_url": links.page(.recoveryCodes)
        case "codes_left": words.counted("factors.codes_left", factors.recoveryCodes)
        case "has_few_codes": factors.hasFewRecoveryCodes
        case "takes_passkeys": passkeys != nil
        case "passkeys": passkeys
        case "passkey_options_url": Route.passkeyOptions.path
        case "passkeys_url": Route.passkeys.path
        case "page_url": links.page(.accountSecurity)
        default: nil
        }
    }
}

/// One passkey in its person's list.
struct OwnPasskeyPart: MustacheParent, Sendable {
    private let id: String
    private let label: String
    private let detail: String
    private let isFresh: Bool
    private let renameURL: String
    private let removeURL: String

    init(_ line: PasskeyLine, isFresh: Bool, _ words: Catalogue) {
        id = line.id.text
        label = line.name.text
        let made = words[Message("factors.passkey_made", ["time": words.moment(line.madeAt)])]
        let used = line.usedAt.map { words[Message("account.session_used", ["time": words.moment($0)])] }
        detail = [made, used].compactMap { $0 }.joined(separator: " · ")
        self.isFresh = isFresh
        let links = Links(words.language)
        renameURL = links.page(.renamePasskey(line.id))
        removeURL = links.page(.removePasskey(line.id))
    }

    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "label": label
        case "detail": detail
        case "changeable": isFresh
        case "rename_url": renameURL
        case "remove_url": removeURL
        default: nil
        }
    }
}
