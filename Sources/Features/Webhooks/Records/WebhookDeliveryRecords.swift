import Kernel
import Store

/// The SQL of `webhooks_delivery` and `webhooks_attempt`.
struct WebhookDeliveryRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// One that waits from now on.
    func insert(
        _ id: WebhookDeliveryID,
        _ message: WebhookMessageID,
        _ event: WebhookEvent,
        to webhook: WebhookID,
        of subject: SubjectID,
        at now: Timestamp
    ) throws {
        try tx.run(
            """
            INSERT INTO webhooks_delivery (id, subject_id, endpoint_id, message_id, kind, about, status,
                attempts, tries, made_at, next_at)
            VALUES (\(id), \(subject), \(webhook), \(message), \(event.kind), \(event.about),
                \(WebhookDelivery.Status.waiting), 0, 0, \(now), \(now))
            """
        )
    }

    func waiting(for webhook: WebhookID) throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS number FROM webhooks_delivery
            WHERE endpoint_id = \(webhook) AND status = 'waiting'
            """
        ) { try $0.get("number") } ?? 0
    }

    /// What is to be posted now, what has waited longest first.
    func due(
        for webhook: WebhookID,
        at now: Timestamp,
        limit: Int
    ) throws -> [WebhookDelivery] {
        try tx.all(
            """
            SELECT \(WebhookDelivery.columns) FROM webhooks_delivery
            WHERE endpoint_id = \(webhook) AND status = 'waiting' AND next_at <= \(now)
            ORDER BY next_at LIMIT \(limit)
            """,
            WebhookDelivery.init(row:)
        )
    }

    /// When the next of a receiver's is to be posted; nil when none waits.
    func nextTime(for webhook: WebhookID) throws -> Timestamp? {
        try tx.first(
            """
            SELECT next_at FROM webhooks_delivery
            WHERE endpoint_id = \(webhook) AND status = 'waiting' ORDER BY next_at LIMIT 1
            """
        ) { try $0.get("next_at") }
    }

    /// Receivers that are on and for which something waits, with their owners.
    func receivers() throws -> [(id: WebhookID, subject: SubjectID)] {
        try tx.all(
            """
            SELECT id, subject_id FROM webhooks_endpoint WHERE off_at IS NULL AND id IN (
                SELECT endpoint_id FROM webhooks_delivery WHERE status = 'waiting'
            )
            """
        ) { try ($0.get("id"), $0.get("subject_id")) }
    }

    /// How often it was tried since it waits, if it waits still.
    func tries(of id: WebhookDeliveryID) throws -> Int? {
        try tx.first("SELECT tries FROM webhooks_delivery WHERE id = \(id) AND status = 'waiting'") {
            try $0.get("tries")
        }
    }

    /// The newest first.
    func deliveries(
        to webhook: WebhookID,
        before earlier: WebhookDeliveryID?,
        limit: Int
    ) throws -> [WebhookDelivery] {
        let start: SQL = earlier.map { "AND id < \($0)" } ?? ""
        return try tx.all(
            """
            SELECT \(WebhookDelivery.columns) FROM webhooks_delivery
            WHERE endpoint_id = \(webhook) \(start) ORDER BY id DESC LIMIT \(limit)
            """,
            WebhookDelivery.init(row:)
        )
    }

    func delivery(_ id: WebhookDeliveryID, to webhook: WebhookID) throws -> WebhookDelivery? {
        try tx.first(
            """
            SELECT \(WebhookDelivery.columns) FROM webhooks_delivery
            WHERE id = \(id) AND endpoint_id = \(webhook)
            """,
            WebhookDelivery.init(row:)
        )
    }

    /// The newest first.
    func attempts(of id: WebhookDeliveryID, limit: Int) throws -> [WebhookAttempt] {
        try tx.all(
            """
            SELECT made_at, took_ms, answer, reason FROM webhooks_attempt WHERE delivery_id = \(id)
            ORDER BY id DESC LIMIT \(limit)
            """
        ) { row in
            try WebhookAttempt(
                at: row.get("made_at"),
                milliseconds: row.get("took_ms"),
                answer: row.get("answer"),
                reason: row.get("reason")
            )
        }
    }

    /// Keeps a try, and what becomes of its notice: `next` is when it is tried again.
    func note(
        _ attempt: WebhookAttempt,
        _ row: RowID,
        of delivery: WebhookDeliveryID,
        by subject: SubjectID,
        next: Timestamp?,
        at now: Timestamp
    ) throws {
        let status: WebhookDelivery.Status =
            if attempt.reason == nil { .delivered } else { next == nil ? .failed : .waiting }
        let end = status == .waiting ? nil : now
        // What was stopped while it was posted stays stopped, unless it was taken all the same.
        let condition: SQL = attempt.reason == nil ? "1 = 1" : "status = 'waiting'"
        let isThere =
            try tx.run(
                """
                UPDATE webhooks_delivery SET status = \(status), attempts = attempts + 1, tries = tries + 1,
                    answer = \(attempt.answer), reason = \(attempt.reason), next_at = \(next),
                    ended_at = \(end)
                WHERE id = \(delivery) AND \(condition)
                """
            ) == 1
        guard isThere else { return }
        try tx.run(
            """
            INSERT INTO webhooks_attempt (id, subject_id, delivery_id, made_at, took_ms, answer, reason)
            VALUES (\(row), \(subject), \(delivery), \(attempt.at), \(attempt.milliseconds),
                \(attempt.answer), \(attempt.reason))
            """
        )
    }

    /// Ends what waits for a receiver.
    func stop(
        _ webhook: WebhookID,
        because reason: WebhookFailure,
        at now: Timestamp
    ) throws {
        try tx.run(
            """
            UPDATE webhooks_delivery
            SET status = 'stopped', reason = \(reason), next_at = NULL, ended_at = \(now)
            WHERE endpoint_id = \(webhook) AND status = 'waiting'
            """
        )
    }

    /// Lets a notice wait anew, with all its tries before it.
    func renew(_ id: WebhookDeliveryID, at now: Timestamp) throws {
        try tx.run(
            """
            UPDATE webhooks_delivery
            SET status = 'waiting', tries = 0, next_at = \(now), ended_at = NULL
            WHERE id = \(id)
            """
        )
    }
}

extension WebhookDelivery {
    fileprivate static let columns: SQL = """
        id, endpoint_id, message_id, kind, about, status, attempts, answer, reason, made_at, next_at, ended_at
        """

    fileprivate init(row: Row) throws {
        try self.init(
            id: row.get("id"),
            webhook: row.get("endpoint_id"),
            message: row.get("message_id"),
            event: WebhookEvent(row.get("kind"), about: row.get("about")),
            status: row.get("status"),
            attempts: row.get("attempts"),
            answer: row.get("answer"),
            reason: row.get("reason"),
            madeAt: row.get("made_at"),
            nextAt: row.get("next_at"),
            endedAt: row.get("ended_at")
        )
    }
}
