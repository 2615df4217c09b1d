import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `moderation_report`.
struct ReportRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ report: ReportRow) throws {
        try tx.run(
            """
            INSERT INTO moderation_report (id, subject_id, case_id, ground, text, address, email, language, made_at)
            VALUES (\(report.id), \(report.reporter), \(report.caseID), \(report.ground), \(report.text.bytes),
                \(report.address.bytes), \(report.email?.bytes), \(report.language), \(report.madeAt))
            """
        )
    }

    /// The reports that a case is about, oldest first.
    func reports(of id: CaseID, limit: Int) throws -> [ReportRow] {
        try tx.all(
            """
            SELECT \(ReportRow.columns) FROM moderation_report WHERE case_id = \(id) ORDER BY id LIMIT \(limit)
            """,
            ReportRow.init(row:)
        )
    }

    /// Unanswered reports of cases that are decided, or gone with the person whom they were about.
    func unanswered(limit: Int) throws -> [ReportRow] {
        try tx.all(
            """
            SELECT \(ReportRow.columns) FROM moderation_report
            WHERE answered_at IS NULL
                AND case_id NOT IN (SELECT id FROM moderation_case WHERE decided_at IS NULL)
            ORDER BY made_at LIMIT \(limit)
            """,
            ReportRow.init(row:)
        )
    }

    /// - Returns: whether nobody had answered it.
    func answer(_ id: ReportID, at now: Timestamp) throws -> Bool {
        try tx.run(
            "UPDATE moderation_report SET answered_at = \(now) WHERE id = \(id) AND answered_at IS NULL"
        ) == 1
    }

    /// Somebody's reports with an address for the answer.
    func addressed(of subject: SubjectID) throws -> [ReportRow] {
        try tx.all(
            """
            SELECT \(ReportRow.columns) FROM moderation_report
            WHERE subject_id = \(subject) AND email IS NOT NULL
            """,
            ReportRow.init(row:)
        )
    }

    func set(_ email: Sealed, of id: ReportID) throws {
        try tx.run("UPDATE moderation_report SET email = \(email.bytes) WHERE id = \(id)")
    }
}

/// A report as it lies in the database: what was written is sealed under the reporter's key.
struct ReportRow: Sendable {
    let id: ReportID
    let reporter: SubjectID
    let caseID: CaseID
    let ground: Ground
    let text: Sealed
    let address: Sealed
    let email: Sealed?
    let language: Language
    let madeAt: Timestamp
}

extension ReportRow {
    fileprivate static let columns: SQL =
        "id, subject_id, case_id, ground, text, address, email, language, made_at"

    fileprivate init(row: Row) throws {
        let id: ReportID = try row.get("id")
        let email: Data? = try row.get("email")
        try self.init(
            id: id,
            reporter: row.get("subject_id"),
            caseID: row.get("case_id"),
            ground: row.get("ground"),
            text: Sealed(row.get("text"), at: .report(id, "text")),
            address: Sealed(row.get("address"), at: .report(id, "address")),
            email: email.map { Sealed($0, at: .report(id, "email")) },
            language: row.get("language"),
            madeAt: row.get("made_at")
        )
    }
}
