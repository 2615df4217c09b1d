import Kernel
import Store

/// The SQL of `audit_node` and `audit_head`.
struct NodeRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func hash(of node: TreeNode) throws -> TreeHash? {
        try tx.first("SELECT hash FROM audit_node WHERE number = \(node.number)") { try $0.get("hash") }
    }

    /// What a hash must be there for.
    /// - Throws: `AuditDamage`.
    func require(_ node: TreeNode) throws -> TreeHash {
        guard let hash = try hash(of: node) else { throw AuditDamage.hashMissing(leaves: node.leaves) }
        return hash
    }

    /// A leaf whose row was deleted may have left a hash behind: the log goes on, and verification says what happened.
    func insert(_ hash: TreeHash, of node: TreeNode) throws {
        try tx.run(
            """
            INSERT INTO audit_node (number, hash) VALUES (\(node.number), \(hash))
            ON CONFLICT (number) DO UPDATE SET hash = excluded.hash
            """
        )
    }

    /// The hashes with these numbers.
    func hashes(numbered range: ClosedRange<Int>) throws -> [Int: TreeHash] {
        let rows: [(Int, TreeHash)] = try tx.all(
            """
            SELECT number, hash FROM audit_node
            WHERE number >= \(range.lowerBound) AND number <= \(range.upperBound)
            """
        ) { try ($0.get("number"), $0.get("hash")) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// How many hashes there are, and the number of the last.
    func extent() throws -> (count: Int, last: Int?) {
        let extent: (Int, Int?)? = try tx.first(
            "SELECT count(*) AS rows, max(number) AS last FROM audit_node"
        ) { try ($0.get("rows"), $0.get("last")) }
        return extent ?? (0, nil)
    }

    /// The size of the newest checkpoint that was given out.
    func publishedSize() throws -> Int {
        try tx.first("SELECT size FROM audit_head WHERE id = 1") { try $0.get("size") } ?? 0
    }

    func setPublishedSize(_ size: Int) throws {
        try tx.run(
            """
            INSERT INTO audit_head (id, size) VALUES (1, \(size))
            ON CONFLICT (id) DO UPDATE SET size = excluded.size
            """
        )
    }
}
