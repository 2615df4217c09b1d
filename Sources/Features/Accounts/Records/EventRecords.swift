import Kernel
import Store
import Vault

/// The SQL of `accounts_event`: the security logs of all people.
struct EventRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ event: PreparedEvent) throws {
        try tx.run(
            """
            INSERT INTO accounts_event (id, subject_id, details, at)
            VALUES (\(event.id), \(event.subject), \(event.details.bytes), \(event.at))
            """
        )
    }

    /// A person's events before one of them, newest first.
    func events(
        of subject: SubjectID,
        before later: RowID?,
        limit: Int
    ) throws -> [PreparedEvent] {
        let start: SQL = later.map { "AND id < \($0)" } ?? ""
        return try tx.all(
            """
            SELECT id, subject_id, details, at FROM accounts_event WHERE subject_id = \(subject) \(start)
            ORDER BY id DESC LIMIT \(limit)
            """
        ) {
            let id: RowID = try $0.get("id")
            return try PreparedEvent(
                id: id,
                subject: $0.get("subject_id"),
                details: Sealed($0.get("details"), at: .event(id)),
                at: $0.get("at")
            )
        }
    }
}

extension SealedPlace {
    static func event(_ id: RowID) -> SealedPlace {
        SealedPlace("accounts_event", "details", row: id)
    }
}
