import Accounts
import HTTPKit
import Kernel
import Studio
import TestSupport
import Testing

@testable import Web

extension EmailPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> EmailPage {
        let change = EmailChange(
            email: try #require(EmailAddress("next@example.org")),
            agreed: [.old],
            expiresAt: Samples.moment
        )
        return EmailPage(
            layout: .sample(words, at: .accountEmail),
            address: "mei@example.org",
            change: EmailChangePart(change, words),
            form: .changePassword(words),
            contact: "help@example.org"
        )
    }
}

extension AgreementPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> AgreementPage {
        let token = try #require(Token(String(repeating: "0a", count: 32)))
        return AgreementPage(layout: .sample(words, at: .oldEmail(token)), token: token)
    }
}

extension ActivityListPage: SampledPage {
    static func sample(_ words: Catalogue) -> ActivityListPage {
        let traits = ClientTraits(device: "Firefox, Linux", network: "203.0.113.0/24")
        let event = SecurityEvent(.signedIn, by: .password, from: traits, count: 3)
        return ActivityListPage(
            layout: .sample(words, at: .accountActivity),
            lines: [ActivityPart(ActivityLine(at: Samples.moment, what: .event(event)), words)],
            newestURL: Links(words.language).page(.accountActivity),
            olderURL: Links(words.language).page(.accountActivity)
        )
    }
}

extension PreferencesPage: SampledPage {
    static func sample(_ words: Catalogue) -> PreferencesPage {
        PreferencesPage(
            layout: .sample(words, at: .accountPreferences),
            preferences: Preferences(language: .english, theme: .dark, wantsNews: true),
            notice: words["account.saved"],
            problem: ProblemWords(Problem(.languageUnknown), words)
        )
    }
}

extension ClosePage: SampledPage {
    static func sample(_ words: Catalogue) -> ClosePage {
        ClosePage(
            layout: .sample(words, at: .accountClose),
            pictures: 2,
            address: "mei@example.org",
            asksPassword: true,
            problem: ProblemWords(Problem(.credentialsWrong), words)
        )
    }
}

extension BringPage: SampledPage {
    static func sample(_ words: Catalogue) -> BringPage {
        BringPage(
            layout: .sample(words, at: .accountBring),
            belongings: Belongings(pictures: 3, openJobs: 1),
            next: Links(words.language).page(.studio)
        )
    }
}
