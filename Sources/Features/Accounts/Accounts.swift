package import Audit
import Foundation
package import Kernel
package import Mail
package import Purposes
package import Queue
package import Store
package import Vault

/// Who people are to us: visitors, who have a token in a cookie and no name; and people with an account.
///
/// Each has one subject and one key; a visitor's become the account's.
package struct Accounts: Sendable {
    let store: any Store
    let vault: Vault
    let ring: KeyRing
    let gate: PurposeGate
    let mail: Mail
    let audit: AuditLog
    let queue: Queue
    let relay: any AddressRelay
    let passwords: PasswordKeeper
    let rules: PasswordRules
    let links: AccountLinks
    let site: AccountSite
    let words: KeyWords
    let clock: Clock
    let ids: IDs
    let randomness: Randomness
    let wrongPasswords = WrongPasswords()

    package init(
        platform: AccountsPlatform,
        passwords: PasswordKeeper,
        rules: PasswordRules,
        links: AccountLinks,
        site: AccountSite,
        words: KeyWords
    ) {
        store = platform.store
        vault = platform.vault
        ring = platform.ring
        gate = platform.gate
        mail = platform.mail
        audit = platform.audit
        queue = platform.queue
        relay = platform.relay
        clock = platform.clock
        ids = platform.ids
        randomness = platform.randomness
        self.passwords = passwords
        self.rules = rules
        self.links = links
        self.site = site
        self.words = words
    }
}

/// What Accounts stands on.
package struct AccountsPlatform: Sendable {
    let store: any Store
    let vault: Vault
    let ring: KeyRing
    let gate: PurposeGate
    let mail: Mail
    let audit: AuditLog
    let queue: Queue
    let relay: any AddressRelay
    let clock: Clock
    let ids: IDs
    let randomness: Randomness

    package init(
        store: any Store,
        vault: Vault,
        ring: KeyRing,
        gate: PurposeGate,
        mail: Mail,
        audit: AuditLog,
        queue: Queue,
        relay: any AddressRelay,
        clock: Clock,
        ids: IDs,
        randomness: Randomness
    ) {
        self.store = store
        self.vault = vault
        self.ring = ring
        self.gate = gate
        self.mail = mail
        self.audit = audit
        self.queue = queue
        self.relay = relay
        self.clock = clock
        self.ids = ids
        self.randomness = randomness
    }
}

/// What this site calls itself where people keep its keys.
package struct AccountSite: Sendable {
    /// In authenticator apps.
    let name: String
    /// On devices that hold passkeys; nil where the base URL's host has none.
    let passkeys: RelyingParty?

    package init(name: String, passkeys: RelyingParty?) {
        self.name = name
        self.passkeys = passkeys
    }
}

/// Where the links in mails lead; the composition root knows the site map.
package struct AccountLinks: Sendable {
    package let confirm: @Sendable (Token, Language) -> String
    package let reset: @Sendable (Token, Language) -> String
    package let signIn: @Sendable (Language) -> String
    package let signUp: @Sendable (Language) -> String
    /// Where a new password is asked for.
    package let forgotten: @Sendable (Language) -> String
    /// Where a person sees how they sign in.
    package let security: @Sendable (Language) -> String
    /// Where a person sees their keys.
    package let keys: @Sendable (Language) -> String
    /// Where the old address agrees to a new one, or stops it.
    package let oldEmail: @Sendable (Token, Language) -> String
    /// Where the new address agrees.
    package let newEmail: @Sendable (Token, Language) -> String
    /// Where an erasure is reported on.
    package let report: @Sendable (RemovalID, Language) -> String
    /// Where a person sees that their data is kept and not used.
    package let restriction: @Sendable (Language) -> String

    package init(
        confirm: @escaping @Sendable (Token, Language) -> String,
        reset: @escaping @Sendable (Token, Language) -> String,
        signIn: @escaping @Sendable (Language) -> String,
        signUp: @escaping @Sendable (Language) -> String,
        forgotten: @escaping @Sendable (Language) -> String,
        security: @escaping @Sendable (Language) -> String,
        keys: @escaping @Sendable (Language) -> String,
        oldEmail: @escaping @Sendable (Token, Language) -> String,
        newEmail: @escaping @Sendable (Token, Language) -> String,
        report: @escaping @Sendable (RemovalID, Language) -> String,
        restriction: @escaping @Sendable (Language) -> String
    ) {
        self.confirm = confirm
        self.reset = reset
        self.signIn = signIn
        self.signUp = signUp
        self.forgotten = forgotten
        self.security = security
        self.keys = keys
        self.oldEmail = oldEmail
        self.newEmail = newEmail
        self.report = report
        self.restriction = restriction
    }
}

extension Accounts {
    /// The keyed hash by which an address is found, in whatever case or Unicode form it is typed.
    func index(of email: EmailAddress) -> Data {
        let folded = email.text.precomposedStringWithCompatibilityMapping.lowercased()
            .precomposedStringWithCanonicalMapping
        return vault.index(Data(folded.utf8), as: "e-mail address")
    }
}
