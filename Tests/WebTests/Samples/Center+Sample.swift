import Accounts
import HTTPKit
import Kernel
import Privacy
import TestSupport

@testable import Web

extension CenterPage: SampledPage {
    static func sample(_ words: Catalogue) -> CenterPage {
        let event = SecurityEvent(.signedIn, by: .password)
        var erasure = CenterAction.deletion(CenterStanding(), isMember: true, words)
        erasure.states = ["…"]
        return CenterPage(
            layout: .sample(words, at: .privacyCenter),
            lead: words["center.lead"],
            data: .sample(words),
            stranger: CenterStranger(contact: EmailAddress("help@example.org"), words),
            actions: [CenterAction.correction(words), erasure, CenterAction.decisions(words)],
            requests: CenterRequests(lines: [
                RequestLine(
                    kind: words["request.kind.access"],
                    state: words["request.state.open"],
                    label: words["request.due"],
                    moment: Samples.moment,
                    time: words.moment(Samples.moment)
                )
            ]),
            journal: CenterJournal(
                looks: [ActivityPart(ActivityLine(at: Samples.moment, what: .event(event)), words)],
                moreURL: "/account/activity"
            )
        )
    }
}

extension CenterData {
    fileprivate static func sample(_ words: Catalogue) -> CenterData {
        let holding = Holding(
            store: "studio_job",
            location: "nbp_main",
            kind: .rows,
            category: .content,
            purposes: [ProvideService.definition],
            count: 2,
            since: Samples.moment,
            keep: .withSubject,
            until: nil
        )
        return CenterData(
            place: words["center.where_here"],
            recipients: words["center.recipients_none"],
            categories: [CategoryPart(.content, [holding], words)]
        )
    }
}
