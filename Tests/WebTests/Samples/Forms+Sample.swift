import Accounts
import HTTPKit
import Kernel
import TestSupport

@testable import Web

extension FormPage: SampledPage {
    static func sample(_ words: Catalogue) -> FormPage {
        let problem = Problem(.emailMalformed, field: "email")
        var form = FormPart.signUp(words, ticket: "1.TW.adult.0").refused(problem, words)
        form.fields += FormPart.age(words).fields
        return FormPage(
            layout: .sample(words, at: .signUp),
            heading: words["signup.page"],
            paragraphs: [words["signup.intro"]],
            form: form,
            elsewhere: .sample(words),
            links: [words.link(.signIn, "signup.have_account")]
        )
    }
}

extension ElsewherePart {
    fileprivate static func sample(_ words: Catalogue) -> ElsewherePart {
        var part = ElsewherePart(words)
        part.providers = [PageLink(url: "/login/with/mock", label: "Continue with Mock")]
        return part
    }
}

extension ProvidersPage: SampledPage {
    static func sample(_ words: Catalogue) -> ProvidersPage {
        ProvidersPage(
            layout: .sample(words, at: .providers),
            providers: [true, false].map { isConnected in
                ProviderPart(
                    name: "Mock",
                    detail: words["providers.not_connected"],
                    isConnected: isConnected,
                    url: "/login/with/mock"
                )
            },
            problem: ProblemWords(Problem(.lastWayIn), words)
        )
    }
}

extension AccountPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> AccountPage {
        AccountPage(
            layout: .sample(words, at: .account),
            facts: [Fact(words["signup.email"], "mei@example.org")],
            profile: .signUp(words, ticket: "1.TW.adult.0"),
            password: .changePassword(words).refused(
                Problem(.credentialsWrong, field: "current_password"),
                words
            ),
            sessions: [.sample(words, isCurrent: true), .sample(words, isCurrent: false)],
            notice: words["account.saved"]
        )
    }
}

extension SessionPart {
    fileprivate static func sample(_ words: Catalogue, isCurrent: Bool) -> SessionPart {
        let line = SessionLine(
            id: .sample(),
            traits: ClientTraits(device: "Firefox, Linux", network: "203.0.113.0/24"),
            madeAt: Samples.moment,
            usedAt: Samples.moment
        )
        return SessionPart(line, isCurrent: isCurrent, words)
    }
}
