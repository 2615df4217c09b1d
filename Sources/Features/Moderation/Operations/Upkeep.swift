import Audit
import Kernel
import Mail
import Store

extension Moderation {
    /// How long the register keeps what no longer holds.
    static let keep: Duration = .days(180)
    private static let liftsAtOnce = 200

    /// What time brings: ends suspensions that are over, answers what was left over, deletes what is old.
    package func upkeep() async throws {
        try await liftOverdue()
        try await answerLeftovers()
        let limit = clock.now() - Self.keep
        try await store.write { tx in try DecisionRecords(tx).deleteOld(before: limit) }
    }

    private func liftOverdue() async throws {
        let now = clock.now()
        let rows = try await store.read { tx in
            try DecisionRecords(tx).overdueSuspensions(now: now, limit: Self.liftsAtOnce)
        }
        for row in rows {
            guard let subject = row.subject else { continue }
            do {
                try await lift(row, of: subject, at: now)
            } catch is Problem {
                // Their data may not be used now; the suspension holds no longer all the same.
                continue
            }
        }
        if !rows.isEmpty { mail.wake() }
    }

    private func lift(_ row: DecisionRow, of subject: SubjectID, at now: Timestamp) async throws {
        let act = try await audit.prepare(
            .suspensionLifted,
            about: subject,
            [.reason: "its time is over", .what: row.id.text]
        )
        let letter = try await letter(.suspensionEnded, to: subject, about: row.id, [:])
        let moderation = self
        try await store.write { tx in
            guard try DecisionRecords(tx).end(row.id, at: now) else { return }
            try moderation.audit.append(act, in: tx)
            if let letter { try moderation.mail.add(letter, in: tx) }
        }
    }
}
