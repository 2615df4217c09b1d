import HTTPKit
import Kernel
import Privacy
import TestSupport

@testable import Web

extension CookiesPage: SampledPage {
    static func sample(_ words: Catalogue) -> CookiesPage {
        CookiesPage(
            layout: .sample(words, at: .cookies),
            isAccount: true,
            isSecure: true,
            consents: [
                ConsentPart(
                    purpose: "measure_usage",
                    state: "none",
                    title: words["choice.measure_usage.title"],
                    detail: words["choice.measure_usage.detail"],
                    standing: words["consent.state.none"],
                    refuseLabel: words["choice.refuse"],
                    allowLabel: words["choice.allow"],
                    receiptURL: Route.consents.path
                )
            ],
            objections: [ObjectionPart("secure_service", nil, balancing: "Because.", words)],
            notice: words["cookies.done"]
        )
    }
}
