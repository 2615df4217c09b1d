import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `moderation_case`, the review queue.
struct CaseRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ row: CaseRow) throws {
        let entry = row.entry
        try tx.run(
            """
            INSERT INTO moderation_case (id, subject_id, source, rule, severity, image_id, appealed_id, text,
                prompt, email, language, opened_at, due_at)
            VALUES (\(entry.id), \(entry.subject), \(entry.source), \(entry.rule), \(entry.severity),
                \(entry.image), \(entry.appealed), \(row.text?.bytes), \(row.prompt?.bytes),
                \(row.email?.bytes), \(row.language), \(entry.openedAt), \(entry.dueAt))
            """
        )
    }

    func row(_ id: CaseID) throws -> CaseRow? {
        try tx.first("SELECT \(CaseRow.columns) FROM moderation_case WHERE id = \(id)", CaseRow.init(row:))
    }

    /// The appeal against a decision.
    func appeal(against decision: DecisionID) throws -> CaseRow? {
        try tx.first(
            "SELECT \(CaseRow.columns) FROM moderation_case WHERE appealed_id = \(decision)",
            CaseRow.init(row:)
        )
    }

    /// The open case of a kind about a picture, which further reports join.
    func open(_ source: Case.Source, on image: ImageID) throws -> CaseID? {
        try tx.first(
            """
            SELECT id FROM moderation_case
            WHERE image_id = \(image) AND source = \(source) AND decided_at IS NULL LIMIT 1
            """
        ) { try $0.get("id") }
    }

    /// The open case that a rule has opened about somebody.
    func open(of rule: String, about subject: SubjectID) throws -> CaseID? {
        try tx.first(
            """
            SELECT id FROM moderation_case
            WHERE subject_id = \(subject) AND source = 'rule' AND rule = \(rule) AND decided_at IS NULL LIMIT 1
            """
        ) { try $0.get("id") }
    }

    /// Open cases, those that are due first at the top.
    func queue(limit: Int) throws -> [Case] {
        try tx.all(
            """
            SELECT \(CaseRow.columns) FROM moderation_case WHERE decided_at IS NULL
            ORDER BY due_at, id LIMIT \(limit)
            """,
            CaseRow.init(row:)
        ).map(\.entry)
    }

    /// Decided cases, the newest first.
    func decided(limit: Int) throws -> [Case] {
        try tx.all(
            """
            SELECT \(CaseRow.columns) FROM moderation_case WHERE decided_at IS NOT NULL
            ORDER BY id DESC LIMIT \(limit)
            """,
            CaseRow.init(row:)
        ).map(\.entry)
    }

    func isAny(about subject: SubjectID) throws -> Bool {
        let question: SQL = "SELECT 1 AS one FROM moderation_case WHERE subject_id = \(subject) LIMIT 1"
        return try tx.first(question) { _ in true } ?? false
    }

    func openCount() throws -> Int {
        try tx.first("SELECT count(*) AS number FROM moderation_case WHERE decided_at IS NULL") {
            try $0.get("number")
        } ?? 0
    }

    /// - Returns: whether it was still open: of two who decide at once, one does.
    func close(_ id: CaseID, at now: Timestamp) throws -> Bool {
        try tx.run("UPDATE moderation_case SET decided_at = \(now) WHERE id = \(id) AND decided_at IS NULL")
            == 1
    }

    /// Somebody's appeals with an address for the answer.
    func addressed(of subject: SubjectID) throws -> [CaseRow] {
        try tx.all(
            """
            SELECT \(CaseRow.columns) FROM moderation_case
            WHERE subject_id = \(subject) AND email IS NOT NULL
            """,
            CaseRow.init(row:)
        )
    }

    func set(_ email: Sealed, of id: CaseID) throws {
        try tx.run("UPDATE moderation_case SET email = \(email.bytes) WHERE id = \(id)")
    }
}

/// A case as it lies in the database: what people wrote is sealed.
struct CaseRow: Sendable {
    let entry: Case
    var text: Sealed?
    var prompt: Sealed?
    var email: Sealed?
    var language: Language?
}

extension CaseRow {
    fileprivate static let columns: SQL = """
        id, subject_id, source, rule, severity, image_id, appealed_id, text, prompt, email, language, opened_at,
        due_at, decided_at
        """

    fileprivate init(row: Row) throws {
        let id: CaseID = try row.get("id")
        func sealed(_ column: StaticString) throws -> Sealed? {
            let bytes: Data? = try row.get("\(column)")
            return bytes.map { Sealed($0, at: .appeal(id, column)) }
        }
        try self.init(
            entry: Case(
                id: id,
                source: row.get("source"),
                rule: row.get("rule"),
                severity: row.get("severity"),
                subject: row.get("subject_id"),
                image: row.get("image_id"),
                appealed: row.get("appealed_id"),
                openedAt: row.get("opened_at"),
                dueAt: row.get("due_at"),
                decidedAt: row.get("decided_at")
            ),
            text: sealed("text"),
            prompt: sealed("prompt"),
            email: sealed("email"),
            language: row.get("language")
        )
    }
}
