package import Kernel
import Queue
import Store

extension Webhooks {
    /// As many tries are shown of one notice; each renewal brings ten more.
    private static let mostAttempts = 50

    /// What a receiver was told within the last 30 days, the newest first.
    /// - Throws: `Problem` `not_found`, for other people's too.
    package func deliveries(
        to id: WebhookID,
        before earlier: WebhookDeliveryID?,
        limit: Int,
        of subject: SubjectID
    ) async throws -> WebhookDeliveries {
        let found = try await store.read { tx -> [WebhookDelivery]? in
            guard try WebhookRecords(tx).webhook(id, of: subject) != nil else { return nil }
            return try WebhookDeliveryRecords(tx).deliveries(to: id, before: earlier, limit: limit + 1)
        }
        guard let found else { throw Problem(.notFound) }
        let items = Array(found.prefix(limit))
        return WebhookDeliveries(items: items, next: found.count > limit ? items.last?.id : nil)
    }

    /// One notice with its tries, the newest first.
    /// - Throws: `Problem` `not_found`, for other people's too.
    package func delivery(
        _ delivery: WebhookDeliveryID,
        to id: WebhookID,
        of subject: SubjectID
    ) async throws -> (delivery: WebhookDelivery, attempts: [WebhookAttempt]) {
        let found = try await store.read { tx -> (WebhookDelivery, [WebhookAttempt])? in
            let records = WebhookDeliveryRecords(tx)
            guard try WebhookRecords(tx).webhook(id, of: subject) != nil,
                let found = try records.delivery(delivery, to: id)
            else { return nil }
            return (found, try records.attempts(of: delivery, limit: Self.mostAttempts))
        }
        guard let found else { throw Problem(.notFound) }
        return found
    }

    /// The notice once it no longer waits, or as it is when that takes longer: for whoever looks on.
    package func settled(
        _ delivery: WebhookDelivery,
        within patience: Duration,
        of subject: SubjectID
    ) async throws -> WebhookDelivery {
        let (deadline, tries) = (clock.now() + patience, delivery.attempts)
        for await _ in queue.changes(of: delivery.webhook.value) {
            let now = try await self.delivery(delivery.id, to: delivery.webhook, of: subject).delivery
            if now.status != .waiting || now.attempts > tries || clock.now() >= deadline { return now }
        }
        throw CancellationError()
    }

    /// What is posted for a notice, as text.
    package func body(of delivery: WebhookDelivery) throws -> String {
        String(
            decoding: try delivery.event.body(at: delivery.madeAt, link: links.subject(delivery.event)),
            as: UTF8.self
        )
    }
}
