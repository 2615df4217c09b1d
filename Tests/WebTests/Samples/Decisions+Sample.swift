import Accounts
import HTTPKit
import Kernel
import TestSupport

@testable import Web

extension DecisionsPage: SampledPage {
    static func sample(_ words: Catalogue) -> DecisionsPage {
        DecisionsPage(
            layout: .sample(words, at: .decisions),
            heading: words["decisions.page"],
            intro: words["decisions.intro"],
            decisions: [.sample(words)],
            form: .report(words, address: "/images/x"),
            looks: [
                ActivityPart(
                    ActivityLine(at: Samples.moment, what: .event(SecurityEvent(.signedIn, by: .password))),
                    words
                )
            ]
        )
    }
}

extension DecisionPart {
    static func sample(_ words: Catalogue) -> DecisionPart {
        DecisionPart(
            title: words["decision.withhold"],
            reason: "Because.",
            facts: [Fact(words["decision.date"], words.moment(Samples.moment), moment: Samples.moment)],
            state: words["appeal.none"],
            appealURL: "/appeals/x"
        )
    }
}
