import Kernel
import Store

/// The SQL of `accounts_staff` and `accounts_staff_session`.
struct StaffRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Makes concurrent changes of who is staff take turns; SQLite's single writer does so already.
    func lock() throws {
        try tx.serialise(on: "staff")
    }

    /// Somebody's role, and whether this session has used it before.
    func role(of subject: SubjectID, in session: SessionID) throws -> (StaffRole, hasEntered: Bool)? {
        try tx.first(
            """
            SELECT s.role, e.session_id IS NOT NULL AS entered FROM accounts_staff s
            LEFT JOIN accounts_staff_session e ON e.session_id = \(session) AND e.subject_id = s.subject_id
            WHERE s.subject_id = \(subject)
            """
        ) { try ($0.get("role"), $0.get("entered")) }
    }

    func role(of subject: SubjectID) throws -> StaffRole? {
        try tx.first("SELECT role FROM accounts_staff WHERE subject_id = \(subject)") { try $0.get("role") }
    }

    /// Notes that a session uses its role.
    /// - Returns: whether it is the first time.
    func enter(
        _ session: SessionID,
        of subject: SubjectID,
        at now: Timestamp
    ) throws -> Bool {
        try tx.run(
            """
            INSERT INTO accounts_staff_session (session_id, subject_id, entered_at)
            VALUES (\(session), \(subject), \(now)) ON CONFLICT (session_id) DO NOTHING
            """
        ) == 1
    }

    /// Everybody, in the order in which they came.
    func all(limit: Int) throws -> [StaffLine] {
        try tx.all(
            """
            SELECT subject_id, role, made_at, made_by FROM accounts_staff ORDER BY made_at, subject_id LIMIT \(limit)
            """
        ) {
            try StaffLine(
                subject: $0.get("subject_id"),
                role: $0.get("role"),
                madeAt: $0.get("made_at"),
                madeBy: $0.get("made_by")
            )
        }
    }

    func set(_ line: StaffLine) throws {
        try tx.run(
            """
            INSERT INTO accounts_staff (subject_id, role, made_at, made_by)
            VALUES (\(line.subject), \(line.role), \(line.madeAt), \(line.madeBy))
            ON CONFLICT (subject_id) DO UPDATE
            SET role = excluded.role, made_at = excluded.made_at, made_by = excluded.made_by
            """
        )
    }

    func delete(_ subject: SubjectID) throws {
        try tx.run("DELETE FROM accounts_staff WHERE subject_id = \(subject)")
        try tx.run("DELETE FROM accounts_staff_session WHERE subject_id = \(subject)")
    }

    func owners() throws -> Int {
        try tx.first("SELECT count(*) AS number FROM accounts_staff WHERE role = \(StaffRole.owner)") {
            try $0.get("number")
        } ?? 0
    }

    /// Forgets the entries of sessions that have ended.
    func deleteEnded() throws {
        try tx.run(
            """
            DELETE FROM accounts_staff_session
            WHERE session_id NOT IN (SELECT id FROM accounts_session)
            """
        )
    }
}
