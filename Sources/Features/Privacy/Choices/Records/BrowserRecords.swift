import Kernel
import Store

/// The SQL of `privacy_browser`: the subjects of browsers that have chosen something without an account.
struct BrowserRecords {
    /// As long as what was chosen counts, and three years for being able to show it (X3).
    static let kept: Duration = ConsentEvent.lifetime + .days(3 * 366)

    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ subject: SubjectID, at now: Timestamp) throws {
        try tx.run(
            """
            INSERT INTO privacy_browser (subject_id, made_at, expires_at)
            VALUES (\(subject), \(now), \(now + Self.kept))
            """
        )
    }

    /// A new choice keeps its browser for as long again.
    func renew(_ subject: SubjectID, at now: Timestamp) throws {
        try tx.run("UPDATE privacy_browser SET expires_at = \(now + Self.kept) WHERE subject_id = \(subject)")
    }

    func isKnown(_ subject: SubjectID) throws -> Bool {
        try tx.first("SELECT 1 AS found FROM privacy_browser WHERE subject_id = \(subject)") { _ in true }
            ?? false
    }

    func expired(before now: Timestamp, limit: Int) throws -> [SubjectID] {
        try tx.all(
            "SELECT subject_id FROM privacy_browser WHERE expires_at <= \(now) ORDER BY expires_at LIMIT \(limit)"
        ) { try $0.get("subject_id") }
    }
}
