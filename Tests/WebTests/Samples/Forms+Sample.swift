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
            passkey: .signing(
                words["second.passkey"],
                options: .passkeySignInOptions,
                finish: .passkeySignIn,
                next: "/"
            ),
            notes: [words["second.lost"]],
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
            notice: words["account.saved"]
        )
    }
}

extension SecurityPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> SecurityPage {
        SecurityPage(
            layout: .sample(words, at: .accountSecurity),
            factors: FactorsPart(
                SecondFactors(hasOneTimeCode: true, passkeys: 1, recoveryCodes: 1),
                passkeys: [
                    PasskeyLine(
                        id: .sample(),
                        name: try DisplayName("Phone"),
                        madeAt: Samples.moment,
                        usedAt: Samples.moment
                    )
                ],
                isFresh: true,
                words
            ),
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

extension OneTimeCodePage: SampledPage {
    static func sample(_ words: Catalogue) throws -> OneTimeCodePage {
        let proposal = OneTimeProposal(
            base32: Secret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
            address: Secret("otpauth://totp/Studio:mei@example.org?secret=GEZDGNBVGY3TQOJQ")
        )
        return OneTimeCodePage(
            layout: .sample(words, at: .oneTimeCode),
            code: try QRCode(proposal.address),
            proposal: proposal,
            form: .firstCode(words).refused(Problem(.secondFactorWrong, field: "code"), words)
        )
    }
}

extension RecoveryCodesPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> RecoveryCodesPage {
        RecoveryCodesPage(
            layout: .sample(words, at: .accountSecurity),
            codes: RecoveryCode.make(.seeded(1)),
            isNew: true
        )
    }
}
