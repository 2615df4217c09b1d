package import Accounts
import FoundationEssentials
import HTTPKit
import Kernel

extension Core {
    /// What an installation's accounts hold to.
    package struct AccountChoices: Sendable {
        package let rules: PasswordRules
        package let links: AccountLinks

        package init(rules: PasswordRules, links: AccountLinks) {
            self.rules = rules
            self.links = links
        }
    }
}

extension Core.AccountChoices {
    private static let product = "Nano Banana Pro"

    /// What the share folder and the settings say.
    init(_ share: ShareFolder, _ settings: Settings?) throws {
        let list = share.folder.appending(path: "passwords/common.txt")
        self.init(
            rules: PasswordRules(
                common: try CommonPasswords(file: list),
                names: [Self.product] + [settings?.contact.name].compactMap { $0 }
            ),
            links: AccountLinks(at: settings.map { "\($0.baseURL)" } ?? "http://localhost")
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
            forgotten: { link(.reset, $0) }
        )
    }
}
