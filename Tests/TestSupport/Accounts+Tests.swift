package import Accounts
import Foundation
import Kernel

extension PasswordRules {
    /// The product's list.
    package static var forTests: PasswordRules { get throws { try loaded.get() } }

    private static let loaded = Result {
        let share = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../share")
        let list = share.standardizedFileURL.appending(path: "passwords/common.txt")
        return PasswordRules(common: try CommonPasswords(file: list), names: ["Nano Banana Pro"])
    }
}

extension AccountLinks {
    /// Links that say what they are for.
    package static let forTests = AccountLinks(
        confirm: { "https://studio.example/confirm/\($0.secret.reveal())?\($1.rawValue)" },
        reset: { "https://studio.example/reset/\($0.secret.reveal())?\($1.rawValue)" },
        signIn: { "https://studio.example/login?\($0.rawValue)" },
        signUp: { "https://studio.example/signup?\($0.rawValue)" },
        forgotten: { "https://studio.example/reset?\($0.rawValue)" },
        security: { "https://studio.example/account/security?\($0.rawValue)" },
        keys: { "https://studio.example/account/keys?\($0.rawValue)" },
        oldEmail: { "https://studio.example/email/old/\($0.secret.reveal())?\($1.rawValue)" },
        newEmail: { "https://studio.example/email/new/\($0.secret.reveal())?\($1.rawValue)" },
        report: { "https://studio.example/erased/\($0.text)?\($1.rawValue)" },
        restriction: { "https://studio.example/privacy/restrict?\($0.rawValue)" }
    )
}

extension AccountSite {
    package static let forTests = AccountSite(
        name: "Studio",
        passkeys: RelyingParty(name: "Studio", host: "studio.example", origins: ["https://studio.example"])
    )
}

extension KeyWords {
    /// The names of what has changed.
    package static let forTests = KeyWords { before, now in
        let same = [
            ("scopes", before.scopes == now.scopes), ("origins", before.origins == now.origins),
            ("limits", before.limits == now.limits), ("end", before.expiresAt == now.expiresAt),
        ]
        return same.filter { !$0.1 }.map(\.0).joined(separator: " ")
    }
}
