import Kernel
import Store

/// The SQL of `accounts_glass`.
struct GlassRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(
        _ glass: Glass,
        id: RowID,
        in session: SessionID,
        now: Timestamp
    ) throws {
        try tx.run(
            """
            INSERT INTO accounts_glass (id, subject_id, session_id, scope, ground, opened_at, ends_at)
            VALUES (\(id), \(glass.subject), \(session), \(glass.scope), \(glass.ground), \(now), \(glass.endsAt))
            """
        )
    }

    /// The newest leave that has not ended.
    func glass(
        _ scope: GlassScope,
        of subject: SubjectID,
        in session: SessionID,
        now: Timestamp
    ) throws -> Glass? {
        try tx.first(
            """
            SELECT ground, ends_at FROM accounts_glass
            WHERE subject_id = \(subject) AND session_id = \(session) AND scope = \(scope) AND ends_at > \(now)
            ORDER BY ends_at DESC LIMIT 1
            """
        ) { try Glass(subject: subject, scope: scope, ground: $0.get("ground"), endsAt: $0.get("ends_at")) }
    }
}
