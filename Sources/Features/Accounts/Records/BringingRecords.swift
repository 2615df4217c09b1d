import Kernel
import Store

/// A visitor whose work goes into an account.
struct Bringing: Hashable, Sendable {
    /// A request that was under way when the visitor's token died may still order a picture; no body takes longer to arrive.
    static let grace: Duration = .seconds(60)

    let visitor: SubjectID
    let account: SubjectID
    let askedAt: Timestamp
}

/// The SQL of `accounts_bringing`.
struct BringingRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(_ bringing: Bringing) throws {
        try tx.run(
            """
            INSERT INTO accounts_bringing (subject_id, account_id, asked_at)
            VALUES (\(bringing.visitor), \(bringing.account), \(bringing.askedAt))
            """
        )
    }

    func bringing(of visitor: SubjectID) throws -> Bringing? {
        try tx.first("SELECT account_id, asked_at FROM accounts_bringing WHERE subject_id = \(visitor)") {
            try Bringing(visitor: visitor, account: $0.get("account_id"), askedAt: $0.get("asked_at"))
        }
    }

    func visitors(limit: Int) throws -> [SubjectID] {
        try tx.all("SELECT subject_id FROM accounts_bringing ORDER BY asked_at LIMIT \(limit)") {
            try $0.get("subject_id")
        }
    }

    func delete(_ visitor: SubjectID) throws {
        try tx.run("DELETE FROM accounts_bringing WHERE subject_id = \(visitor)")
    }
}
