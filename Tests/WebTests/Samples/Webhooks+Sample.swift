import HTTPKit
import Kernel
import TestSupport
import Testing
import Webhooks

@testable import Web

extension Webhook {
    /// One that fails, and whose secret was exchanged.
    static var sample: Webhook {
        get throws {
            Webhook(
                id: .sample(),
                address: try WebhookAddress("https://hooks.example/studio?from=here"),
                note: try WebhookNote("The shop's server"),
                events: [.jobSucceeded, .jobFailed],
                madeAt: Samples.moment,
                failingSince: Samples.moment,
                oldSecretUntil: Samples.moment
            )
        }
    }
}

extension WebhookDelivery {
    static let sample = WebhookDelivery(
        id: .sample(),
        webhook: .sample(),
        message: .sample(),
        event: WebhookEvent(.jobSucceeded, about: JobID.sample().text),
        status: .waiting,
        attempts: 2,
        answer: 503,
        reason: .refused,
        madeAt: Samples.moment,
        nextAt: Samples.moment,
        endedAt: nil
    )
}

extension FormPart {
    fileprivate static func sample(_ words: Catalogue) throws -> FormPart {
        .changeWebhook(try .sample, words).refused(
            Problem(.webhookAddressMalformed, field: "url", ["limit": "2048"]),
            words
        )
    }
}

extension WebhookListPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> WebhookListPage {
        WebhookListPage(
            layout: .sample(words, at: .webhooks),
            webhooks: [WebhookPart(try .sample, words)],
            form: try .sample(words),
            notice: words["webhooks.deleted"]
        )
    }
}

extension WebhookPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> WebhookPage {
        let url = Links(words.language).page(.webhooks)
        return WebhookPage(
            layout: .sample(words, at: .webhook(.sample())),
            webhook: try .sample,
            deliveries: [WebhookDeliveryPart(.sample, words)],
            form: try .sample(words),
            newestURL: url,
            olderURL: url,
            notice: words["account.saved"],
            problem: ProblemWords(Problem(.webhookOff), words)
        )
    }
}

extension WebhookSecretPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> WebhookSecretPage {
        WebhookSecretPage(
            layout: .sample(words, at: .webhook(.sample())),
            shown: ShownWebhook(
                webhook: try .sample,
                secret: Secret("whsec_c2FtcGxlIHNlY3JldCBvZiB0d2VudHktZm91cg==")
            )
        )
    }
}

extension WebhookDeliveryPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> WebhookDeliveryPage {
        let attempt = WebhookAttempt(at: Samples.moment, milliseconds: 1_204, answer: 503, reason: .refused)
        return WebhookDeliveryPage(
            layout: .sample(words, at: .webhookDelivery(.sample(), .sample())),
            delivery: .sample,
            attempts: [WebhookAttemptPart(attempt, words)],
            body: #"{"data":{"id":"job_…"},"type":"job.succeeded"}"#,
            problem: ProblemWords(Problem(.webhookOff), words)
        )
    }
}
