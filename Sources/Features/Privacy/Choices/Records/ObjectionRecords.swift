import FoundationEssentials
import Kernel
import Store
import Vault

/// A step of an objection as it lies in the database.
struct ObjectionRow: Sendable {
    let id: ObjectionID
    let subject: SubjectID
    let purpose: String
    let state: ObjectionState
    let at: Timestamp
    /// Why the purpose goes on.
    var ground: Sealed?
}

/// The SQL of `privacy_objection`.
struct ObjectionRecords {
    private static let columns: SQL = "id, subject_id, purpose, state, at, ground"
    private static let isWaiting: SQL = """
        state = \(ObjectionState.asked) AND NOT EXISTS (
            SELECT 1 FROM privacy_objection AS later WHERE later.subject_id = asked.subject_id
            AND later.purpose = asked.purpose AND later.id > asked.id)
        """

    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Adds a step as the newest of its objection, whatever the clock said when its id was made.
    ///
    /// One with a ground, which is sealed for its id, has a higher id than the step before it already.
    func insert(_ row: ObjectionRow) throws {
        let id = row.id.after(try newest(of: row.subject, to: row.purpose)?.id)
        try tx.run(
            """
            INSERT INTO privacy_objection (\(Self.columns))
            VALUES (\(id), \(row.subject), \(row.purpose), \(row.state), \(row.at), \(row.ground?.bytes))
            """
        )
        try VersionRecords(tx).raise()
    }

    /// The newest step of each objection.
    func newest(of subject: SubjectID) throws -> [ObjectionRow] {
        try tx.all(
            """
            SELECT \(Self.columns) FROM privacy_objection AS mine WHERE subject_id = \(subject) AND id = (
                SELECT max(id) FROM privacy_objection
                WHERE subject_id = mine.subject_id AND purpose = mine.purpose)
            ORDER BY purpose
            """,
            ObjectionRow.init(row:)
        )
    }

    func newest(of subject: SubjectID, to purpose: String) throws -> ObjectionRow? {
        try newest(of: subject).first { $0.purpose == purpose }
    }

    func row(_ id: ObjectionID) throws -> ObjectionRow? {
        try tx.first(
            "SELECT \(Self.columns) FROM privacy_objection WHERE id = \(id)",
            ObjectionRow.init(row:)
        )
    }

    /// Objections that wait for somebody to look at them, oldest first.
    func waiting(limit: Int) throws -> [ObjectionRow] {
        try tx.all(
            """
            SELECT \(Self.columns) FROM privacy_objection AS asked WHERE \(Self.isWaiting)
            ORDER BY id LIMIT \(limit)
            """,
            ObjectionRow.init(row:)
        )
    }

    func countWaiting() throws -> Int {
        try tx.first("SELECT count(*) AS number FROM privacy_objection AS asked WHERE \(Self.isWaiting)") {
            try $0.get("number")
        } ?? 0
    }
}

extension ObjectionRow {
    fileprivate init(row: Row) throws {
        let id: ObjectionID = try row.get("id")
        let ground: Data? = try row.get("ground")
        try self.init(
            id: id,
            subject: row.get("subject_id"),
            purpose: row.get("purpose"),
            state: row.get("state"),
            at: row.get("at"),
            ground: ground.map { Sealed($0, at: .ground(of: id)) }
        )
    }
}

extension SealedPlace {
    static func ground(of objection: ObjectionID) -> SealedPlace {
        SealedPlace("privacy_objection", "ground", row: objection)
    }
}
