import FoundationEssentials
import Kernel
import Mail
import Outbound
import Queue
import Store

extension Webhooks {
    /// The standard wants 15 to 30 seconds.
    private static let patience: Duration = .seconds(15)

    /// Posts a notice once.
    /// - Throws: `CancellationError` alone.
    func post(_ delivery: WebhookDelivery, to receiver: Receiver) async throws -> PostOutcome {
        let body = try delivery.event.body(at: delivery.madeAt, link: links.subject(delivery.event))
        let (id, seconds) = (delivery.message.text, clock.now().milliseconds / 1_000)
        let signatures = receiver.secrets.map { $0.signature(of: body, named: id, at: seconds) }
        var limits = OutboundLimits()
        limits.whole = Self.patience
        let call = OutboundCall.post(
            receiver.address.url,
            body,
            headers: [
                (name: "Content-Type", value: "application/json"),
                (name: "webhook-id", value: id),
                (name: "webhook-timestamp", value: "\(seconds)"),
                (name: "webhook-signature", value: signatures.joined(separator: " ")),
            ],
            limits: limits
        )
        do {
            // The status says everything: the body of the answer is not even read.
            return try await outbound.stream(call, to: .webhook) { head, _ in PostOutcome(head) }
        } catch let error as OutboundError {
            return PostOutcome(error)
        }
    }

    /// Keeps what came of a try and decides what follows, in one transaction.
    func keep(
        _ attempt: WebhookAttempt,
        after tries: Int,
        _ outcome: PostOutcome,
        of delivery: WebhookDelivery,
        to receiver: Receiver,
        _ work: LeasedWork
    ) async throws {
        let now = clock.now()
        let off = try await offReason(outcome, delivery, receiver, at: now)
        var letter: SealedLetter?
        if let off { letter = try await self.letter(about: receiver, off.reason, since: off.since) }
        let next = next(after: tries + 1, outcome, delivery.event.kind, at: now)
        let (webhooks, row, sealed): (Webhooks, RowID, SealedLetter?) = (self, ids.next(), letter)
        try await store.write { tx in
            try webhooks.queue.confirm(work, in: tx)
            let (records, deliveries) = (WebhookRecords(tx), WebhookDeliveryRecords(tx))
            try deliveries.note(attempt, row, of: delivery.id, by: receiver.subject, next: next, at: now)
            if outcome.isTaken {
                try records.noteSuccess(of: receiver.id)
            } else if delivery.event.kind != .ping {
                try records.noteFailure(of: receiver.id, at: now)
            }
            if let wish = outcome.wish { try records.pause(receiver.id, until: now + wish) }
            guard let off, try records.switchOff(receiver.id, because: off.reason, at: now) else { return }
            try deliveries.stop(receiver.id, because: .switchedOff, at: now)
            if let sealed { try webhooks.mail.add(sealed, in: tx) }
        }
        if letter != nil { mail.wake() }
        queue.announceChange(of: receiver.id.value)
    }

    private func next(
        after failures: Int,
        _ outcome: PostOutcome,
        _ kind: WebhookEvent.Kind,
        at now: Timestamp
    ) -> Timestamp? {
        guard !outcome.isTaken, outcome.reason != .gone else { return nil }
        let chance = Double(randomness.bytes(1).first ?? 0) / 255
        guard let pause = WebhookSchedule.pause(after: failures, of: kind, chance: chance) else { return nil }
        return now + max(pause, outcome.wish ?? .zero)
    }

    /// Why a receiver is switched off by what it has just answered, and since when it fails; nil when it stays on.
    private func offReason(
        _ outcome: PostOutcome,
        _ delivery: WebhookDelivery,
        _ receiver: Receiver,
        at now: Timestamp
    ) async throws -> (reason: Webhook.OffReason, since: Timestamp)? {
        if outcome.reason == .gone { return (.gone, now) }
        guard !outcome.isTaken, delivery.event.kind != .ping else { return nil }
        let row = try await store.read { tx in try WebhookRecords(tx).webhook(receiver.id) }
        guard let since = row?.failingSince, now - since >= Webhook.patience else { return nil }
        return (.failing, since)
    }

    /// To whoever's receiver was switched off; nil for somebody who cannot be written to.
    private func letter(
        about receiver: Receiver,
        _ reason: Webhook.OffReason,
        since start: Timestamp
    ) async throws -> SealedLetter? {
        guard let mailbox = try await mailboxes.mailbox(of: receiver.subject) else { return nil }
        var values: [MailPlaceholder: String] = [
            .link: links.page(receiver.id, mailbox.language), .place: receiver.address.url.base,
        ]
        if reason == .failing { values[.time] = start.inMail }
        let kind: MailKind = reason == .failing ? .webhookFailing : .webhookGone
        let letter = try Letter(kind, to: mailbox.address, in: mailbox.language, values: values)
        do {
            return try await mail.seal(letter, for: receiver.subject)
        } catch let problem as Problem where problem.status < 500 {
            return nil
        }
    }
}
