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

extension KeysPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> KeysPage {
        KeysPage(
            layout: .sample(words, at: .accountKeys),
            keys: [
                KeyPart(
                    try .sample(.publishable),
                    KeySpending(imagesToday: 1, creditsOfMonth: 12),
                    isListed: true,
                    isFresh: true,
                    at: Samples.moment,
                    words
                )
            ],
            form: .newKey(words).refused(Problem(.valueUnknown, field: "scopes"), words),
            isFresh: false,
            notice: words["keys.gone"]
        )
    }
}

extension KeyPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> KeyPage {
        let line = try APIKeyLine.sample(.publishable)
        let refusal = Problem(
            .valueOutOfRange,
            field: "ends_on",
            ["least": "2026-11-24", "most": "2027-11-23"]
        )
        let renewal = RefusedRenewal(
            hours: "169",
            problem: Problem(.valueOutOfRange, field: "overlap_hours", ["least": "0", "most": "168"])
        )
        var form = FormPart.changeKey(line, at: Samples.moment, words).refused(refusal, words)
        form.errand = PageLink(url: "/account/prove", label: words["prove.page"])
        return KeyPage(
            layout: .sample(words, at: .accountKey(line.key.id)),
            id: line.key.id,
            key: KeyPart(line, .none, isFresh: true, at: Samples.moment, renewal: renewal, words),
            form: form,
            asksProof: true,
            notice: words["account.saved"],
            problem: ProblemWords(Problem(.notFound, field: "key"), words)
        )
    }
}

extension KeySecretPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> KeySecretPage {
        let secret = KeySecret("nbp_pk_12345678901234567890123456789012345678904BVInF")
        return KeySecretPage(
            layout: .sample(words, at: .accountKeys),
            shown: ShownAPIKey(line: try .sample(.publishable), secret: try #require(secret)),
            base: "https://studio.example"
        )
    }
}

extension APIKeyLine {
    /// A key with everything that a key can have.
    static func sample(_ kind: KeySecret.Kind) throws -> APIKeyLine {
        APIKeyLine(
            key: APIKey(
                id: .sample(),
                subject: .sample(),
                kind: kind,
                scopes: [.jobs],
                origins: kind == .publishable ? ["https://shop.example"] : [],
                limits: KeyLimits(requestsPerMinute: 60, imagesPerDay: 20, creditsPerMonth: 1_000),
                language: .english,
                expiresAt: Samples.moment + .days(30)
            ),
            name: try DisplayName("Shop"),
            hint: "Ab12",
            madeAt: Samples.moment,
            usedAt: Samples.moment,
            oldUntil: Samples.moment + .hours(24)
        )
    }
}
