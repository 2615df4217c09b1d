import Kernel
import Store

/// The SQL of `privacy_consent`.
struct ConsentRecords {
    private static let columns: SQL =
        "id, subject_id, purpose, state, at, ends_at, policy_version, notice_hash, language, method"

    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Adds a decision as the newest about its purpose, whatever the clock said when its id was made.
    /// - Returns: the decision as it is stored.
    func insert(_ event: ConsentEvent) throws -> ConsentEvent {
        var event = event
        event.id = event.id.after(try newest(of: event.subject, about: event.purpose)?.id)
        try tx.run(
            """
            INSERT INTO privacy_consent (\(Self.columns))
            VALUES (\(event.id), \(event.subject), \(event.purpose), \(event.state), \(event.at), \(event.endsAt),
                \(event.policyVersion), \(event.noticeHash), \(event.language), \(event.method))
            """
        )
        try VersionRecords(tx).raise()
        return event
    }

    /// The newest decision about each purpose.
    func newest(of subject: SubjectID) throws -> [String: ConsentEvent] {
        let events = try tx.all(
            """
            SELECT \(Self.columns) FROM privacy_consent AS mine WHERE subject_id = \(subject) AND id = (
                SELECT max(id) FROM privacy_consent
                WHERE subject_id = mine.subject_id AND purpose = mine.purpose)
            """,
            ConsentEvent.init(row:)
        )
        return Dictionary(events.map { ($0.purpose, $0) }) { first, _ in first }
    }

    func newest(of subject: SubjectID, about purpose: String) throws -> ConsentEvent? {
        try tx.first(
            """
            SELECT \(Self.columns) FROM privacy_consent WHERE subject_id = \(subject) AND purpose = \(purpose)
            ORDER BY id DESC LIMIT 1
            """,
            ConsentEvent.init(row:)
        )
    }

    /// Newest first.
    func history(of subject: SubjectID, limit: Int) throws -> [ConsentEvent] {
        try tx.all(
            """
            SELECT \(Self.columns) FROM privacy_consent WHERE subject_id = \(subject)
            ORDER BY id DESC LIMIT \(limit)
            """,
            ConsentEvent.init(row:)
        )
    }

    func event(_ id: ConsentID) throws -> ConsentEvent? {
        try tx.first(
            "SELECT \(Self.columns) FROM privacy_consent WHERE id = \(id)",
            ConsentEvent.init(row:)
        )
    }

    /// Consents whose time is over and of which nothing says so yet, oldest first.
    func ended(before now: Timestamp, limit: Int) throws -> [ConsentEvent] {
        try tx.all(
            """
            SELECT \(Self.columns) FROM privacy_consent AS given
            WHERE state = \(ConsentState.given) AND ends_at <= \(now) AND NOT EXISTS (
                SELECT 1 FROM privacy_consent AS later WHERE later.subject_id = given.subject_id
                AND later.purpose = given.purpose AND later.id > given.id)
            ORDER BY ends_at LIMIT \(limit)
            """,
            ConsentEvent.init(row:)
        )
    }
}

extension ConsentEvent {
    fileprivate init(row: Row) throws {
        try self.init(
            id: row.get("id"),
            subject: row.get("subject_id"),
            purpose: row.get("purpose"),
            state: row.get("state"),
            at: row.get("at"),
            endsAt: row.get("ends_at"),
            policyVersion: row.get("policy_version"),
            noticeHash: row.get("notice_hash"),
            language: row.get("language"),
            method: row.get("method")
        )
    }
}
