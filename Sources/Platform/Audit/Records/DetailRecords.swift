import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `audit_detail` and `audit_fact`.
struct DetailRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(
        _ sealed: Sealed,
        of act: RowID,
        about subject: SubjectID,
        leaf: Int
    ) throws {
        try tx.run(
            """
            INSERT INTO audit_detail (id, subject_id, leaf, sealed)
            VALUES (\(act), \(subject), \(leaf), \(sealed.bytes))
            """
        )
    }

    /// A leaf whose row was deleted may have left its fact behind: as with hashes, the log goes on.
    func insertFact(
        _ details: Data,
        salt: Data,
        leaf: Int
    ) throws {
        let text = String(decoding: details, as: UTF8.self)
        try tx.run(
            """
            INSERT INTO audit_fact (leaf, salt, details) VALUES (\(leaf), \(salt), \(text))
            ON CONFLICT (leaf) DO UPDATE SET salt = excluded.salt, details = excluded.details
            """
        )
    }

    /// The oldest acts of which there are details, about people and about nobody alike.
    func oldest(limit: Int) throws -> [AgedDetail] {
        try tx.all(
            """
            SELECT leaf, at FROM (
                SELECT * FROM (SELECT leaf FROM audit_detail ORDER BY leaf LIMIT \(limit)) AS detail
                UNION ALL
                SELECT * FROM (SELECT leaf FROM audit_fact ORDER BY leaf LIMIT \(limit)) AS fact
            ) AS detailed JOIN audit_leaf ON audit_leaf.number = detailed.leaf
            ORDER BY leaf LIMIT \(limit)
            """
        ) { row in try AgedDetail(leaf: row.get("leaf"), at: row.get("at")) }
    }

    func delete(of leaves: [Int]) throws {
        for leaf in leaves {
            try tx.run("DELETE FROM audit_detail WHERE leaf = \(leaf)")
            try tx.run("DELETE FROM audit_fact WHERE leaf = \(leaf)")
        }
    }

    /// A person's acts before a leaf, newest first; nil for those of every kind.
    func acts(
        _ kinds: Set<AuditAct>?,
        of subject: SubjectID,
        before leaf: Int,
        limit: Int
    ) throws -> [SealedAct] {
        let among: SQL = kinds.map { "AND type IN (\(list: $0.map(\.rawValue)))" } ?? ""
        return try tx.all(
            """
            SELECT detail.id, detail.leaf, detail.sealed, type, at, subject_ref, commitment
            FROM audit_detail AS detail JOIN audit_leaf ON audit_leaf.number = detail.leaf
            WHERE detail.subject_id = \(subject) AND detail.leaf < \(leaf) \(among)
            ORDER BY detail.leaf DESC LIMIT \(limit)
            """
        ) { row in
            let id: RowID = try row.get("id")
            return try SealedAct(
                id: id,
                number: row.get("leaf"),
                leaf: AuditLeaf(row: row),
                details: Sealed(row.get("sealed"), at: .auditDetails(of: id))
            )
        }
    }
}

/// An act of which there are details, with its time.
struct AgedDetail: Sendable {
    let leaf: Int
    let at: Timestamp
}

/// An act with its details as they lie on disk.
struct SealedAct: Sendable {
    let id: RowID
    let number: Int
    let leaf: AuditLeaf
    let details: Sealed
}

extension SealedPlace {
    static func auditDetails(of act: RowID) -> SealedPlace {
        SealedPlace("audit_detail", "sealed", row: act)
    }
}
