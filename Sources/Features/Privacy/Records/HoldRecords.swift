import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `privacy_hold`.
struct HoldRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ hold: Hold, words: Sealed) throws {
        try tx.run(
            """
            INSERT INTO privacy_hold (id, subject_id, keeper_id, record, ground, words, proposer, approver, made_at,
                approved_at, review_at)
            VALUES (\(hold.id), \(hold.subject), \(hold.keeper), \(hold.record), \(hold.ground), \(words.bytes),
                \(hold.proposer), \(hold.approver), \(hold.madeAt), \(hold.approvedAt), \(hold.reviewAt))
            """
        )
    }

    func hold(_ id: HoldID) throws -> Hold? {
        try tx.first("SELECT \(Hold.columns) FROM privacy_hold WHERE id = \(id)", Hold.init(row:))
    }

    func words(_ id: HoldID) throws -> Sealed? {
        try tx.first("SELECT words FROM privacy_hold WHERE id = \(id)") {
            Sealed(try $0.get("words"), at: .words(of: id))
        }
    }

    /// Proposed and in force, those that must be reviewed first before the others.
    func open(limit: Int) throws -> [Hold] {
        try tx.all(
            """
            SELECT \(Hold.columns) FROM privacy_hold WHERE lifted_at IS NULL ORDER BY review_at, id LIMIT \(limit)
            """,
            Hold.init(row:)
        )
    }

    /// What is proposed or in force on one record.
    func open(on record: RecordName) throws -> Hold? {
        try tx.first(
            "SELECT \(Hold.columns) FROM privacy_hold WHERE record = \(record) AND lifted_at IS NULL LIMIT 1",
            Hold.init(row:)
        )
    }

    /// What is proposed or in force on somebody's records.
    func open(of subject: SubjectID) throws -> [Hold] {
        try tx.all(
            """
            SELECT \(Hold.columns) FROM privacy_hold WHERE subject_id = \(subject) AND lifted_at IS NULL ORDER BY id
            """,
            Hold.init(row:)
        )
    }

    /// What is proposed or in force under one keeper.
    func open(keptBy keeper: SubjectID) throws -> [Hold] {
        try tx.all(
            """
            SELECT \(Hold.columns) FROM privacy_hold WHERE keeper_id = \(keeper) AND lifted_at IS NULL ORDER BY id
            """,
            Hold.init(row:)
        )
    }

    /// Lifted ones whose keeper is not erased yet.
    func lifted(limit: Int) throws -> [Hold] {
        try tx.all(
            """
            SELECT \(Hold.columns) FROM privacy_hold WHERE lifted_at IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM privacy_erasure WHERE subject_id = privacy_hold.keeper_id)
            ORDER BY id LIMIT \(limit)
            """,
            Hold.init(row:)
        )
    }

    /// Everything that is in force.
    func inForce() throws -> [Hold] {
        try tx.all(
            """
            SELECT \(Hold.columns) FROM privacy_hold WHERE approved_at IS NOT NULL AND lifted_at IS NULL ORDER BY id
            """,
            Hold.init(row:)
        )
    }

    /// What is in force on somebody's records.
    func inForce(on subject: SubjectID) throws -> [Hold] {
        try tx.all(
            """
            SELECT \(Hold.columns) FROM privacy_hold
            WHERE subject_id = \(subject) AND approved_at IS NOT NULL AND lifted_at IS NULL ORDER BY id
            """,
            Hold.init(row:)
        )
    }

    /// - Throws: `Problem` `held`, with ground and review date, while one of the records must stay, whosever they are by now.
    func requireFree(_ records: [RecordName]) throws {
        let held = try tx.first(
            """
            SELECT \(Hold.columns) FROM privacy_hold
            WHERE record IN (\(list: records)) AND approved_at IS NOT NULL AND lifted_at IS NULL LIMIT 1
            """,
            Hold.init(row:)
        )
        if let held { throw held.problem }
    }

    /// - Returns: whether it waited for this.
    func approve(_ id: HoldID, by approver: SubjectID, at now: Timestamp) throws -> Bool {
        try tx.run(
            """
            UPDATE privacy_hold SET approver = \(approver), approved_at = \(now)
            WHERE id = \(id) AND approved_at IS NULL AND lifted_at IS NULL
            """
        ) == 1
    }

    func lift(_ id: HoldID, at now: Timestamp) throws -> Bool {
        try tx.run(
            "UPDATE privacy_hold SET lifted_at = \(now) WHERE id = \(id) AND lifted_at IS NULL"
        ) == 1
    }

    func delete(_ id: HoldID) throws {
        try tx.run("DELETE FROM privacy_hold WHERE id = \(id)")
    }

    /// Ties a hold to its keeper, whose record it is from here on.
    func orphan(_ hold: Hold) throws {
        try tie(hold, to: hold.keeper)
    }

    /// Ties a hold to whose record it is from here on.
    func tie(_ hold: Hold, to owner: SubjectID) throws {
        try tx.run("UPDATE privacy_hold SET subject_id = \(owner) WHERE id = \(hold.id)")
    }
}

extension SealedPlace {
    static func words(of hold: HoldID) -> SealedPlace {
        SealedPlace("privacy_hold", "words", row: RowID(hold.value))
    }
}

extension Hold {
    fileprivate static let columns: SQL = """
        id, subject_id, keeper_id, record, ground, proposer, approver, made_at, approved_at, review_at, lifted_at
        """

    fileprivate init(row: Row) throws {
        try self.init(
            id: row.get("id"),
            subject: row.get("subject_id"),
            keeper: row.get("keeper_id"),
            record: row.get("record"),
            ground: row.get("ground"),
            proposer: row.get("proposer"),
            approver: row.get("approver"),
            madeAt: row.get("made_at"),
            approvedAt: row.get("approved_at"),
            reviewAt: row.get("review_at"),
            liftedAt: row.get("lifted_at")
        )
    }
}
