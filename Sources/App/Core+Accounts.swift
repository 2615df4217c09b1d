package import Accounts
import FoundationEssentials
import HTTPKit
import Kernel
import Privacy
import Studio
import Web

/// What visitors made: Studio moves it, and Privacy erases who made it.
struct BroughtWork: VisitorsWork {
    let studio: Studio
    let privacy: Privacy

    func move(from visitor: SubjectID, to account: SubjectID) async throws -> Bool {
        let isAll = try await studio.move(from: visitor, to: account)
        try await privacy.follow(from: visitor, to: account)
        return isAll
    }

    func erase(_ visitor: SubjectID) async throws {
        try await privacy.erase(visitor, because: .moved)
    }
}

extension Core {
    /// What an installation's accounts hold to.
    package struct AccountChoices: Sendable {
        package let rules: PasswordRules
        package let links: AccountLinks
        package let site: AccountSite
        package let words: KeyWords

        package init(
            rules: PasswordRules,
            links: AccountLinks,
            site: AccountSite,
            words: KeyWords
        ) {
            self.rules = rules
            self.links = links
            self.site = site
            self.words = words
        }
    }
}

extension Core.AccountChoices {
    private static let product = "Nano Banana Pro"

    /// What the share folder and the settings say.
    init(_ share: ShareFolder, _ words: Catalogues, _ settings: Settings?) throws {
        let list = share.folder.appending(path: "passwords/common.txt")
        self.init(
            rules: PasswordRules(
                common: try CommonPasswords(file: list),
                names: [Self.product] + [settings?.contact.name].compactMap { $0 }
            ),
            links: AccountLinks(at: settings.map { "\($0.baseURL)" } ?? "http://localhost"),
            site: AccountSite(
                name: Self.product,
                passkeys: settings.flatMap { settings in
                    RelyingParty(
                        name: Self.product,
                        host: settings.baseURL.host,
                        origins: settings.baseURL.allowedOrigins
                    )
                }
            ),
            words: KeyWords(words)
        )
    }
}

extension AccountLinks {
    /// The links of the site map below a base URL.
    package init(at base: String) {
        @Sendable func link(_ page: Route, _ language: Language) -> String { base + page.path(in: language) }
        self.init(
            confirm: { link(.confirm($0), $1) },
            reset: { link(.newPassword($0), $1) },
            signIn: { link(.signIn, $0) },
            signUp: { link(.signUp, $0) },
            forgotten: { link(.reset, $0) },
            security: { link(.accountSecurity, $0) },
            keys: { link(.accountKeys, $0) },
            oldEmail: { link(.oldEmail($0), $1) },
            newEmail: { link(.newEmail($0), $1) },
            report: { link(.erasure($0), $1) },
            restriction: { link(.privacyRestrict, $0) }
        )
    }
}
