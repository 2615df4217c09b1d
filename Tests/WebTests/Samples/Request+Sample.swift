import HTTPKit
import Kernel

@testable import Privacy
@testable import Web

extension RequestPage: SampledPage {
    static func sample(_ words: Catalogue) -> RequestPage {
        let id = RightsRequestID(UUIDv7(at: Samples.moment, counter: 0, chance: 7))
        let link = RequestLink(id, mark: Secret(String(repeating: "0", count: RequestLink.markLength)))
        let request = RightsRequest(
            id: id,
            kind: .deletion,
            channel: .form,
            regime: Regime.ID(rawValue: "eu"),
            language: words.language,
            state: .verifying,
            receivedAt: Samples.moment,
            dueAt: Samples.moment + .days(31),
            extendedAt: nil,
            verifiedAt: nil,
            closedAt: nil,
            ground: nil,
            account: nil,
            agent: nil
        )
        return RequestPage(
            layout: .sample(words, at: .privacyRequestStatus(link)),
            request: request,
            link: link,
            refusedFor: Problem(.requestCodeWrong, field: "code")
        )
    }
}
