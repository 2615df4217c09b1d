import FoundationEssentials
import Kernel
import Store

/// The SQL of `privacy_arrival`.
struct ArrivalRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ row: ArrivalRow) throws {
        try tx.run(
            """
            INSERT INTO privacy_arrival (id, subject_id, token_index, made_at, expires_at)
            VALUES (\(row.id), \(row.subject), \(row.tokenIndex), \(row.madeAt), \(row.expiresAt))
            """
        )
    }

    /// Forgets what somebody still waits with, for a newer one.
    func withdraw(waitingOf subject: SubjectID) throws {
        try tx.run("DELETE FROM privacy_arrival WHERE subject_id = \(subject) AND used_at IS NULL")
    }

    func arrival(_ tokenIndex: Data) throws -> ArrivalRow? {
        try tx.first(
            """
            SELECT id, subject_id, token_index, made_at, expires_at, used_at, delivery_index
            FROM privacy_arrival WHERE token_index = \(tokenIndex)
            """,
            ArrivalRow.init(row:)
        )
    }

    /// Until when somebody waits; nil for somebody who does not.
    func expiry(ofWaiting subject: SubjectID, at now: Timestamp) throws -> Timestamp? {
        try tx.first(
            """
            SELECT expires_at FROM privacy_arrival
            WHERE subject_id = \(subject) AND used_at IS NULL AND expires_at > \(now)
            ORDER BY expires_at DESC LIMIT 1
            """
        ) { try $0.get("expires_at") }
    }

    /// Uses an address up.
    /// - Returns: whether it was still good.
    func use(_ delivery: Delivery, at now: Timestamp) throws -> Bool {
        try tx.run(
            """
            UPDATE privacy_arrival SET used_at = \(now), delivery_index = \(delivery.index)
            WHERE id = \(delivery.arrival) AND used_at IS NULL AND expires_at > \(now)
            """
        ) == 1
    }
}

extension ArrivalRow {
    fileprivate init(row: Row) throws {
        try self.init(
            id: row.get("id"),
            subject: row.get("subject_id"),
            tokenIndex: row.get("token_index"),
            madeAt: row.get("made_at"),
            expiresAt: row.get("expires_at"),
            usedAt: row.get("used_at"),
            deliveryIndex: row.get("delivery_index")
        )
    }
}
