import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `moderation_decision`, the register.
struct DecisionRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ row: DecisionRow) throws {
        try tx.run(
            """
            INSERT INTO moderation_decision (id, subject_id, case_id, action, rule, rule_version, score_class,
                input_index, image_id, reason, rule_reason, decider, decider_name, decided_at, until)
            VALUES (\(row.id), \(row.subject), \(row.caseID), \(row.action), \(row.rule), \(row.ruleVersion),
                \(row.scoreClass), \(row.input), \(row.image), \(row.reason?.bytes), \(row.ruleReason),
                \(row.decider.kind), \(row.decider.name), \(row.decidedAt), \(row.until))
            """
        )
    }

    func decision(_ id: DecisionID) throws -> DecisionRow? {
        try tx.first(
            "SELECT \(DecisionRow.columns) FROM moderation_decision WHERE id = \(id)",
            DecisionRow.init(row:)
        )
    }

    /// What was decided about a case, oldest first.
    func decisions(about id: CaseID) throws -> [DecisionRow] {
        try tx.all(
            "SELECT \(DecisionRow.columns) FROM moderation_decision WHERE case_id = \(id) ORDER BY id",
            DecisionRow.init(row:)
        )
    }

    /// What took something from a person, newest first.
    func measures(against subject: SubjectID, limit: Int) throws -> [DecisionRow] {
        let measures = DecisionAction.allCases.filter(\.isAppealable)
        return try tx.all(
            """
            SELECT \(DecisionRow.columns) FROM moderation_decision
            WHERE subject_id = \(subject) AND action IN (\(list: measures))
            ORDER BY id DESC LIMIT \(limit)
            """,
            DecisionRow.init(row:)
        )
    }

    /// The suspension in force, the longest first.
    func suspension(of subject: SubjectID, now: Timestamp) throws -> DecisionRow? {
        try tx.first(
            """
            SELECT \(DecisionRow.columns) FROM moderation_decision
            WHERE subject_id = \(subject) AND action = 'suspend' AND ended_at IS NULL
                AND (until IS NULL OR until > \(now))
            ORDER BY until IS NULL DESC, until DESC LIMIT 1
            """,
            DecisionRow.init(row:)
        )
    }

    /// Suspensions whose time is over and that nobody has ended.
    func overdueSuspensions(now: Timestamp, limit: Int) throws -> [DecisionRow] {
        try tx.all(
            """
            SELECT \(DecisionRow.columns) FROM moderation_decision
            WHERE action = 'suspend' AND ended_at IS NULL AND until <= \(now) ORDER BY until LIMIT \(limit)
            """,
            DecisionRow.init(row:)
        )
    }

    /// The decision that holds about a picture.
    func inForce(_ action: DecisionAction, on image: ImageID) throws -> DecisionRow? {
        try tx.first(
            """
            SELECT \(DecisionRow.columns) FROM moderation_decision
            WHERE image_id = \(image) AND action = \(action) AND ended_at IS NULL LIMIT 1
            """,
            DecisionRow.init(row:)
        )
    }

    /// The decisions of a kind that hold about some pictures.
    func inForce(_ action: DecisionAction, among images: [ImageID]) throws -> [DecisionRow] {
        try tx.all(
            """
            SELECT \(DecisionRow.columns) FROM moderation_decision
            WHERE image_id IN (\(list: images)) AND action = \(action) AND ended_at IS NULL
            """,
            DecisionRow.init(row:)
        )
    }

    /// Whether a person has found that a rule was wrong about this very input.
    func isCleared(_ input: Data, of rule: String) throws -> Bool {
        try tx.first(
            """
            SELECT 1 AS one FROM moderation_decision
            WHERE input_index = \(input) AND rule = \(rule) AND ended_at IS NOT NULL LIMIT 1
            """
        ) { _ in true } ?? false
    }

    /// The entry that a repeated attempt of the same person joins.
    func earlier(
        _ input: Data,
        _ action: DecisionAction,
        of subject: SubjectID,
        rule: String,
        since start: Timestamp
    ) throws -> DecisionID? {
        try tx.first(
            """
            SELECT id FROM moderation_decision
            WHERE input_index = \(input) AND subject_id = \(subject) AND rule = \(rule) AND action = \(action)
                AND ended_at IS NULL AND decided_at > \(start) LIMIT 1
            """
        ) { try $0.get("id") }
    }

    func refusals(of subject: SubjectID, since start: Timestamp) throws -> Int {
        try tx.first(
            """
            SELECT count(*) AS number FROM moderation_decision
            WHERE subject_id = \(subject) AND decider = 'rule' AND action <> 'flag_image' AND decided_at > \(start)
            """
        ) { try $0.get("number") } ?? 0
    }

    /// - Returns: whether it was still in force.
    func end(_ id: DecisionID, at now: Timestamp) throws -> Bool {
        try tx.run(
            "UPDATE moderation_decision SET ended_at = \(now) WHERE id = \(id) AND ended_at IS NULL"
        ) == 1
    }

    /// Ties an entry about nobody known to whoever appeals by its link.
    func claim(_ id: DecisionID, for subject: SubjectID) throws {
        try tx.run(
            "UPDATE moderation_decision SET subject_id = \(subject) WHERE id = \(id) AND subject_id IS NULL"
        )
    }

    /// Deletes old entries that hold no longer; what withholds or suspends stays as long as it does.
    func deleteOld(before limit: Timestamp) throws {
        try tx.run(
            """
            DELETE FROM moderation_decision
            WHERE decided_at < \(limit) AND (ended_at IS NOT NULL OR action NOT IN ('withhold', 'suspend'))
            """
        )
    }
}

/// A line of the register as it lies in the database.
struct DecisionRow: Sendable {
    let id: DecisionID
    let subject: SubjectID?
    let caseID: CaseID?
    let action: DecisionAction
    let rule: String
    var ruleVersion: String?
    var scoreClass: String?
    var input: Data?
    var image: ImageID?
    var reason: Sealed?
    var ruleReason: String?
    let decider: Decider
    let decidedAt: Timestamp
    var until: Timestamp?
    var endedAt: Timestamp?
}

extension DecisionRow {
    fileprivate static let columns: SQL = """
        id, subject_id, case_id, action, rule, rule_version, score_class, input_index, image_id, reason,
        rule_reason, decider, decider_name, decided_at, until, ended_at
        """

    fileprivate init(row: Row) throws {
        let id: DecisionID = try row.get("id")
        let reason: Data? = try row.get("reason")
        try self.init(
            id: id,
            subject: row.get("subject_id"),
            caseID: row.get("case_id"),
            action: row.get("action"),
            rule: row.get("rule"),
            ruleVersion: row.get("rule_version"),
            scoreClass: row.get("score_class"),
            input: row.get("input_index"),
            image: row.get("image_id"),
            reason: reason.map { Sealed($0, at: .reason(of: id)) },
            ruleReason: row.get("rule_reason"),
            decider: Decider(kind: row.get("decider"), name: row.get("decider_name")),
            decidedAt: row.get("decided_at"),
            until: row.get("until"),
            endedAt: row.get("ended_at")
        )
    }
}

extension Decider {
    fileprivate init(kind: String, name: String) {
        self = kind == "staff" ? .staff(StaffPseudonym(name)) : .rule(name)
    }

    var kind: String {
        switch self {
        case .rule: "rule"
        case .staff: "staff"
        }
    }

    var name: String {
        switch self {
        case .rule(let name): name
        case .staff(let pseudonym): pseudonym.text
        }
    }
}
