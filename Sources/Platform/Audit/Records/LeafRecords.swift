import FoundationEssentials
import Kernel
import Store

/// The SQL of `audit_leaf`.
struct LeafRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// How many leaves there are, by the number of the last.
    func size() throws -> Int {
        let last: Int? = try tx.first("SELECT number FROM audit_leaf ORDER BY number DESC LIMIT 1") {
            try $0.get("number")
        }
        return last.map { $0 + 1 } ?? 0
    }

    func insert(_ leaf: AuditLeaf, number: Int) throws {
        try tx.run(
            """
            INSERT INTO audit_leaf (number, type, at, subject_ref, commitment)
            VALUES (\(number), \(leaf.type), \(leaf.at), \(leaf.subjectRef), \(leaf.commitment))
            """
        )
    }

    func leaf(_ number: Int) throws -> AuditLeaf? {
        try tx.first("SELECT * FROM audit_leaf WHERE number = \(number)", AuditLeaf.init(row:))
    }

    func leaves(in range: Range<Int>) throws -> [NumberedLeaf] {
        try tx.all(
            """
            SELECT * FROM audit_leaf WHERE number >= \(range.lowerBound) AND number < \(range.upperBound)
            ORDER BY number
            """
        ) { row in try NumberedLeaf(number: row.get("number"), leaf: AuditLeaf(row: row)) }
    }

    /// How many rows there are, and the number of the first.
    func extent() throws -> (count: Int, first: Int?) {
        let extent: (Int, Int?)? = try tx.first(
            "SELECT count(*) AS rows, min(number) AS first FROM audit_leaf"
        ) { try ($0.get("rows"), $0.get("first")) }
        return extent ?? (0, nil)
    }
}

struct NumberedLeaf: Sendable {
    let number: Int
    let leaf: AuditLeaf
}

extension AuditLeaf {
    init(row: Row) throws {
        try self.init(
            type: row.get("type"),
            at: row.get("at"),
            subjectRef: row.get("subject_ref"),
            commitment: row.get("commitment")
        )
    }
}
