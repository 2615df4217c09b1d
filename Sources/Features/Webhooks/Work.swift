import FoundationEssentials
import Kernel
import Logging
import Mail
import Outbound
import Purposes
package import Queue
import Store
import Vault

extension Webhooks {
    /// The work that posts notices, for a worker of the webhooks' own queue.
    package var work: [any WorkHandler] { [DeliverWebhooks(webhooks: self)] }

    /// That queue's worker.
    package var worker: Worker { Worker(queue: queue, handlers: work) }
}

/// One receiver's turn: posts what is due for it, a few notices at once, and says when its next turn comes.
///
/// A receiver has one turn at a time, so that a slow one takes up one slot however much waits for it; where more is due the
/// next turn queues behind those of others. A notice is posted again when the server was killed before the answer was stored.
struct DeliverWebhooks: WorkHandler {
    static let type = WorkType(rawValue: "webhooks.deliver")
    /// Notices of one turn: at 15 seconds each, a receiver that hangs holds its slot for half a minute.
    static let turn = 8
    /// Notices that are under way to one receiver.
    static let atOnce = 4

    let webhooks: Webhooks

    var type: WorkType { Self.type }

    var place: WorkPlace { .elsewhere }

    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws {
        guard let turn = try await begin(work) else { return webhooks.queue.wake() }
        let receiver: Receiver
        do {
            receiver = try await open(turn.webhook)
        } catch let problem as Problem where problem.status < 500 {
            return try await fallSilent(work)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, delivery) in turn.due.enumerated() {
                if number >= Self.atOnce { try await group.next() }
                group.addTask { try await post(delivery, to: receiver, work) }
            }
            try await group.waitForAll()
        }
        try await end(work)
    }

    /// Settles nothing where the receiver is gone; else what waits for it is not sent.
    func abandon(
        _ work: LeasedWork,
        because end: WorkEnd,
        in tx: Transaction
    ) throws {
        let reason: WebhookFailure = end == .refused ? .restricted : .abandoned
        try WebhookDeliveryRecords(tx).stop(WebhookID(work.target), because: reason, at: webhooks.clock.now())
    }

    func permission(for work: LeasedWork) -> WorkPermission? {
        guard let subject = work.subject else { return nil }
        let gate = webhooks.gate
        return { try await gate.refusal(of: ProvideService.self, for: subject) == nil }
    }

    private struct Turn: Sendable {
        let webhook: WebhookRow
        let due: [WebhookDelivery]
    }

    /// What is due; nil when the turn has ended with that, because nothing is or the receiver is off or wants to be left alone.
    private func begin(_ work: LeasedWork) async throws -> Turn? {
        let (webhooks, id, now) = (webhooks, WebhookID(work.target), webhooks.clock.now())
        return try await webhooks.store.write { tx -> Turn? in
            try webhooks.queue.confirm(work, in: tx)
            guard let row = try WebhookRecords(tx).webhook(id), row.off == nil else {
                try webhooks.queue.finish(work, in: tx)
                return nil
            }
            let due = try WebhookDeliveryRecords(tx).due(for: id, at: now, limit: Self.turn)
            guard !due.isEmpty, row.pausedUntil.map({ $0 <= now }) ?? true else {
                try webhooks.finish(work, at: now, in: tx)
                return nil
            }
            return Turn(webhook: row, due: due)
        }
    }

    private func end(_ work: LeasedWork) async throws {
        let (webhooks, now) = (webhooks, webhooks.clock.now())
        try await webhooks.store.write { tx in try webhooks.finish(work, at: now, in: tx) }
        webhooks.queue.wake()
    }

    /// Its person's data may not be used: nothing is sent, now or later.
    private func fallSilent(_ work: LeasedWork) async throws {
        let (webhooks, now) = (webhooks, webhooks.clock.now())
        try await webhooks.store.write { tx in
            try webhooks.queue.finish(work, in: tx)
            try WebhookDeliveryRecords(tx).stop(WebhookID(work.target), because: .restricted, at: now)
        }
    }

    private func open(_ row: WebhookRow) async throws -> Receiver {
        let permit = try await webhooks.gate.permit(ProvideService.self, for: row.subject)
        let vault = webhooks.vault
        var secrets = [
            WebhookSecret(
                stored: try await vault.open(Sealed(row.secret, at: .secret(of: row.id)), under: permit)
            )
        ]
        if let old = row.oldSecret, let end = row.oldUntil, end > webhooks.clock.now() {
            let plain = try await vault.open(Sealed(old, at: .oldSecret(of: row.id)), under: permit)
            secrets.append(WebhookSecret(stored: plain))
        }
        return Receiver(
            id: row.id,
            subject: row.subject,
            address: try await webhooks.address(of: row, under: permit),
            secrets: secrets
        )
    }

    private func post(
        _ delivery: WebhookDelivery,
        to receiver: Receiver,
        _ work: LeasedWork
    ) async throws {
        let stands = try await webhooks.store.read { tx in
            try WebhookDeliveryRecords(tx).tries(of: delivery.id)
        }
        guard let tries = stands else { return }
        let start = webhooks.clock.now()
        let outcome = try await webhooks.post(delivery, to: receiver)
        await webhooks.checkpoint.reach("webhook.answered")
        let took = webhooks.clock.now() - start
        let attempt = WebhookAttempt(
            at: start,
            milliseconds: Int(took.wholeMilliseconds),
            answer: outcome.answer,
            reason: outcome.reason
        )
        try await webhooks.keep(attempt, after: tries, outcome, of: delivery, to: receiver, work)
    }
}

/// A receiver, opened.
struct Receiver: Sendable {
    let id: WebhookID
    let subject: SubjectID
    let address: WebhookAddress
    /// The one of today, and for a day the one before.
    let secrets: [WebhookSecret]
}

extension Webhooks {
    /// Ends a turn, and queues the next one if anything waits still.
    fileprivate func finish(
        _ work: LeasedWork,
        at now: Timestamp,
        in tx: Transaction
    ) throws {
        let id = WebhookID(work.target)
        guard let row = try WebhookRecords(tx).webhook(id) else { return try queue.finish(work, in: tx) }
        // Whoever stores a notice meanwhile takes turns with this.
        try WebhookRecords(tx).lock(row.subject)
        try queue.finish(work, in: tx)
        guard row.off == nil, let next = try WebhookDeliveryRecords(tx).nextTime(for: id) else { return }
        let time = max(next, row.pausedUntil ?? now, now)
        try queue.add(NewWork(DeliverWebhooks.type, on: id.value, of: row.subject, notBefore: time), in: tx)
    }
}
