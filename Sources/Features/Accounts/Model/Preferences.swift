package import Kernel
import Store

/// Light, dark, or as the reader's device has it.
package enum Theme: String, CaseIterable, Sendable, SQLConvertible {
    case auto
    case light
    case dark
}

/// What somebody has chosen for themselves: kept with the account, and applied where they sign in.
package struct Preferences: Hashable, Sendable {
    /// Of mails, and of pages in a browser that has chosen none.
    package var language: Language
    /// Nil for somebody who has never chosen.
    package var theme: Theme?
    /// Whether a sign-in from a browser that is not known is told by mail.
    package var wantsSignInMails: Bool
    /// Whether the operator's updates are taken.
    package var wantsUpdates: Bool
    /// Whether news are taken; nil for somebody who has not consented to any, and then there are none.
    package var wantsNews: Bool?

    package init(
        language: Language,
        theme: Theme? = nil,
        wantsSignInMails: Bool = true,
        wantsUpdates: Bool = true,
        wantsNews: Bool? = nil
    ) {
        self.language = language
        self.theme = theme
        self.wantsSignInMails = wantsSignInMails
        self.wantsUpdates = wantsUpdates
        self.wantsNews = wantsNews
    }
}
