import FoundationEssentials
import Kernel
import Store

/// The SQL of `webhooks_endpoint`.
struct WebhookRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Makes transactions about one person's receivers take turns.
    func lock(_ subject: SubjectID) throws {
        try tx.serialise(on: "webhooks:\(subject.text)")
    }

    func insert(_ row: WebhookRow) throws {
        try tx.run(
            """
            INSERT INTO webhooks_endpoint (id, subject_id, address, note, events, secret, made_at)
            VALUES (\(row.id), \(row.subject), \(row.address), \(row.note), \(row.events.stored),
                \(row.secret), \(row.madeAt))
            """
        )
    }

    func count(of subject: SubjectID) throws -> Int {
        try tx.first("SELECT count(*) AS number FROM webhooks_endpoint WHERE subject_id = \(subject)") {
            try $0.get("number")
        } ?? 0
    }

    /// The newest first.
    func webhooks(of subject: SubjectID) throws -> [WebhookRow] {
        try tx.all(
            """
            SELECT \(WebhookRow.columns) FROM webhooks_endpoint WHERE subject_id = \(subject)
            ORDER BY id DESC LIMIT \(Webhooks.most)
            """,
            WebhookRow.init(row:)
        )
    }

    func webhook(_ id: WebhookID, of subject: SubjectID) throws -> WebhookRow? {
        try tx.first(
            """
            SELECT \(WebhookRow.columns) FROM webhooks_endpoint
            WHERE id = \(id) AND subject_id = \(subject)
            """,
            WebhookRow.init(row:)
        )
    }

    /// Whoever owns it: for work that the server does by itself.
    func webhook(_ id: WebhookID) throws -> WebhookRow? {
        try tx.first(
            "SELECT \(WebhookRow.columns) FROM webhooks_endpoint WHERE id = \(id)",
            WebhookRow.init(row:)
        )
    }

    /// Those of somebody's receivers that are on, and what they want to be told.
    func listening(of subject: SubjectID) throws -> [(id: WebhookID, events: Set<WebhookEvent.Kind>)] {
        try tx.all(
            """
            SELECT id, events FROM webhooks_endpoint WHERE subject_id = \(subject) AND off_at IS NULL
            ORDER BY id LIMIT \(Webhooks.most)
            """
        ) { try ($0.get("id"), Set(stored: $0.get("events"))) }
    }

    func setAddress(_ address: Data, of id: WebhookID) throws {
        try tx.run("UPDATE webhooks_endpoint SET address = \(address) WHERE id = \(id)")
    }

    func setNote(_ note: Data?, of id: WebhookID) throws {
        try tx.run("UPDATE webhooks_endpoint SET note = \(note) WHERE id = \(id)")
    }

    func setEvents(_ events: Set<WebhookEvent.Kind>, of id: WebhookID) throws {
        try tx.run("UPDATE webhooks_endpoint SET events = \(events.stored) WHERE id = \(id)")
    }

    func setSecret(
        _ secret: Data,
        old: Data,
        until end: Timestamp,
        of id: WebhookID
    ) throws {
        try tx.run(
            """
            UPDATE webhooks_endpoint SET secret = \(secret), old_secret = \(old), old_until = \(end)
            WHERE id = \(id)
            """
        )
    }

    func switchOn(_ id: WebhookID) throws {
        try tx.run(
            """
            UPDATE webhooks_endpoint
            SET off_at = NULL, off_because = NULL, failing_since = NULL, paused_until = NULL
            WHERE id = \(id) AND off_at IS NOT NULL
            """
        )
    }

    /// - Returns: whether it was on.
    func switchOff(
        _ id: WebhookID,
        because reason: Webhook.OffReason,
        at now: Timestamp
    ) throws -> Bool {
        try tx.run(
            """
            UPDATE webhooks_endpoint SET off_at = \(now), off_because = \(reason)
            WHERE id = \(id) AND off_at IS NULL
            """
        ) == 1
    }

    func noteSuccess(of id: WebhookID) throws {
        try tx.run(
            """
            UPDATE webhooks_endpoint SET failing_since = NULL, paused_until = NULL
            WHERE id = \(id) AND (failing_since IS NOT NULL OR paused_until IS NOT NULL)
            """
        )
    }

    func noteFailure(of id: WebhookID, at now: Timestamp) throws {
        try tx.run(
            "UPDATE webhooks_endpoint SET failing_since = \(now) WHERE id = \(id) AND failing_since IS NULL"
        )
    }

    func pause(_ id: WebhookID, until end: Timestamp) throws {
        try tx.run("UPDATE webhooks_endpoint SET paused_until = \(end) WHERE id = \(id)")
    }

    /// - Returns: whether it was there.
    func delete(_ id: WebhookID, of subject: SubjectID) throws -> Bool {
        try tx.run("DELETE FROM webhooks_endpoint WHERE id = \(id) AND subject_id = \(subject)") == 1
    }
}

extension WebhookRow {
    fileprivate static let columns: SQL = """
        id, subject_id, address, note, events, secret, old_secret, old_until, made_at, off_at, off_because,
        failing_since, paused_until
        """

    fileprivate init(row: Row) throws {
        let (offAt, reason): (Timestamp?, Webhook.OffReason?) = try (
            row.get("off_at"), row.get("off_because")
        )
        try self.init(
            id: row.get("id"),
            subject: row.get("subject_id"),
            address: row.get("address"),
            note: row.get("note"),
            events: Set(stored: row.get("events")),
            secret: row.get("secret"),
            oldSecret: row.get("old_secret"),
            oldUntil: row.get("old_until"),
            madeAt: row.get("made_at"),
            off: offAt.map { Webhook.Off(at: $0, reason: reason ?? .owner) },
            failingSince: row.get("failing_since"),
            pausedUntil: row.get("paused_until")
        )
    }
}
