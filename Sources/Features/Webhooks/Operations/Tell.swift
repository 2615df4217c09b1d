package import Kernel
import Purposes
import Queue
package import Store

extension Webhooks {
    /// Stores what somebody's receivers are to be told, in the transaction in which it happens.
    ///
    /// Of whoever has no receiver for it, it costs one look.
    package func tell(
        _ event: WebhookEvent,
        of subject: SubjectID,
        in tx: Transaction
    ) throws {
        let receivers = try WebhookRecords(tx).listening(of: subject).filter {
            $0.events.contains(event.kind)
        }
        guard !receivers.isEmpty else { return }
        try WebhookRecords(tx).lock(subject)
        let (message, now): (WebhookMessageID, Timestamp) = (ids.next(), clock.now())
        for receiver in receivers
        where try WebhookDeliveryRecords(tx).waiting(for: receiver.id) < Self.mostWaiting {
            try post(message, event, to: receiver.id, of: subject, at: now, in: tx)
        }
        // Whoever wakes up waits for this transaction before it looks.
        queue.wake()
    }

    /// Tries a receiver: posts it a notice that says nothing, once.
    /// - Throws: `Problem` `not_found`, for other people's too; `webhook_off`; `restricted`.
    package func test(_ id: WebhookID, of subject: SubjectID) async throws -> WebhookDelivery {
        try await requireService(of: subject)
        let (webhooks, message, now): (Webhooks, WebhookMessageID, Timestamp) = (
            self, ids.next(), clock.now()
        )
        let event = WebhookEvent(.ping, about: id.text)
        let delivery = try await store.write { tx -> WebhookDelivery? in
            try webhooks.requireOn(id, of: subject, in: tx)
            guard try WebhookDeliveryRecords(tx).waiting(for: id) < Self.mostWaiting else {
                throw Problem(.tooBusy)
            }
            let delivery = try webhooks.post(message, event, to: id, of: subject, at: now, in: tx)
            return try WebhookDeliveryRecords(tx).delivery(delivery, to: id)
        }
        queue.wake()
        guard let delivery else { throw Problem(.notFound) }
        return delivery
    }

    /// Posts a notice again, by the name that it had, with all its tries before it.
    /// - Throws: `Problem` `not_found`, for other people's too; `webhook_off`; `restricted`.
    package func redeliver(
        _ delivery: WebhookDeliveryID,
        to id: WebhookID,
        of subject: SubjectID
    ) async throws -> WebhookDelivery {
        try await requireService(of: subject)
        let (webhooks, now) = (self, clock.now())
        let renewed = try await store.write { tx -> WebhookDelivery? in
            try webhooks.requireOn(id, of: subject, in: tx)
            let records = WebhookDeliveryRecords(tx)
            guard try records.delivery(delivery, to: id) != nil else { throw Problem(.notFound) }
            try records.renew(delivery, at: now)
            try webhooks.hurry(id, of: subject, in: tx)
            return try records.delivery(delivery, to: id)
        }
        queue.wake()
        guard let renewed else { throw Problem(.notFound) }
        return renewed
    }

    /// Queues the turns of receivers that wait for something and have none: after a restored backup, or a turn that was given up.
    package func resume() async throws {
        let webhooks = self
        try await store.write { tx in
            for (id, subject) in try WebhookDeliveryRecords(tx).receivers() {
                try webhooks.queue.add(NewWork(DeliverWebhooks.type, on: id.value, of: subject), in: tx)
            }
        }
        queue.wake()
    }

    @discardableResult
    private func post(
        _ message: WebhookMessageID,
        _ event: WebhookEvent,
        to id: WebhookID,
        of subject: SubjectID,
        at now: Timestamp,
        in tx: Transaction
    ) throws -> WebhookDeliveryID {
        let delivery: WebhookDeliveryID = ids.next()
        try WebhookDeliveryRecords(tx).insert(delivery, message, event, to: id, of: subject, at: now)
        try hurry(id, of: subject, in: tx)
        return delivery
    }

    /// Has a receiver's turn come now; one that is under way looks for what came meanwhile before it ends.
    private func hurry(
        _ id: WebhookID,
        of subject: SubjectID,
        in tx: Transaction
    ) throws {
        try queue.add(NewWork(DeliverWebhooks.type, on: id.value, of: subject), in: tx)
        try queue.hurry(DeliverWebhooks.type, on: id.value, in: tx)
    }

    private func requireOn(
        _ id: WebhookID,
        of subject: SubjectID,
        in tx: Transaction
    ) throws {
        let records = WebhookRecords(tx)
        try records.lock(subject)
        guard let row = try records.webhook(id, of: subject) else { throw Problem(.notFound) }
        guard row.off == nil else { throw Problem(.webhookOff) }
    }

    /// What is kept and not used is not sent anywhere either.
    private func requireService(of subject: SubjectID) async throws {
        guard let refusal = try await gate.refusal(of: ProvideService.self, for: subject) else { return }
        throw Problem(refusal)
    }
}
