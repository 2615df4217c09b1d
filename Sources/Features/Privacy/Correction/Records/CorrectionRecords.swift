import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `privacy_correction`.
struct CorrectionRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ correction: PreparedCorrection) throws {
        try tx.run(
            """
            INSERT INTO privacy_correction (id, subject_id, old_email, made_at)
            VALUES (\(correction.id), \(correction.subject), \(correction.old.bytes), \(correction.madeAt))
            """
        )
    }

    func row(_ id: RowID) throws -> PreparedCorrection? {
        try tx.first(
            "SELECT id, subject_id, old_email, made_at FROM privacy_correction WHERE id = \(id)",
            PreparedCorrection.init(row:)
        )
    }

    func open(limit: Int) throws -> [PreparedCorrection] {
        try tx.all(
            "SELECT id, subject_id, old_email, made_at FROM privacy_correction ORDER BY id LIMIT \(limit)",
            PreparedCorrection.init(row:)
        )
    }

    func delete(_ id: RowID) throws {
        try tx.run("DELETE FROM privacy_correction WHERE id = \(id)")
    }
}

extension PreparedCorrection {
    fileprivate init(row: Row) throws {
        let id: RowID = try row.get("id")
        try self.init(
            id: id,
            subject: row.get("subject_id"),
            old: Sealed(row.get("old_email"), at: .correction(id)),
            madeAt: row.get("made_at")
        )
    }
}

extension SealedPlace {
    static func correction(_ id: RowID) -> SealedPlace {
        SealedPlace("privacy_correction", "old_email", row: id)
    }
}
