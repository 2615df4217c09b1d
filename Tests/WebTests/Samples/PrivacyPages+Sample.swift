import HTTPKit
import Kernel
import Privacy
import TestSupport

@testable import Web

extension Removal {
    fileprivate static func sample(
        _ scope: Scope,
        begun: Bool,
        counts: [StoreCount] = [],
        retained: [Retained] = []
    ) -> Removal {
        let moment = Samples.moment
        return Removal(
            id: .sample(),
            subject: nil,
            scope: scope,
            image: nil,
            askedAt: moment,
            dueAt: moment + .days(7),
            canceledAt: nil,
            begunAt: begun ? moment : nil,
            finishedAt: begun ? moment + .seconds(2) : nil,
            counts: counts,
            retained: retained
        )
    }
}

extension RemovePage: SampledPage {
    static func sample(_ words: Catalogue) -> RemovePage {
        RemovePage(
            layout: .sample(words, at: .privacyDelete),
            holding: Holding(
                pictures: 3,
                asksPassword: true,
                pending: [.sample(.content, begun: false)],
                holds: [.sample(on: .image(.sample()), reviewAt: Samples.moment)]
            ),
            problem: ProblemWords(Problem(.credentialsWrong), words)
        )
    }
}

extension RestrictPage: SampledPage {
    static func sample(_ words: Catalogue) -> RestrictPage {
        let moment = Samples.moment
        return RestrictPage(
            layout: .sample(words, at: .privacyRestrict),
            restrictions: [
                Restriction(origin: .person, since: moment, liftAt: nil),
                Restriction(origin: .staff, since: moment, liftAt: moment + .days(1)),
            ]
        )
    }
}

extension ReportPage: SampledPage {
    static func sample(_ words: Catalogue) -> ReportPage {
        ReportPage(
            layout: .sample(words, at: .erasure(.sample())),
            removal: .sample(
                .everything,
                begun: true,
                counts: [
                    StoreCount("studio_job", before: 2, erased: 2),
                    StoreCount("studio_image", before: 3, erased: 3),
                    StoreCount("blobs", before: 9, erased: 9),
                    StoreCount("test_table", before: 1, erased: 1),
                ],
                retained: [
                    Retained(
                        store: "privacy_erasure",
                        ground: "Legal obligations",
                        records: 1,
                        until: Samples.moment
                    ), Retained(store: "studio_image", ground: "legal_hold: order", records: 1, until: nil),
                ]
            )
        )
    }
}
