import FoundationEssentials
import Kernel
import Store

/// Goes through the log leaf by leaf and makes every hash again, from where it stopped the last time.
///
/// It believes no stored hash: the roots that it compares are its own. What it has seen it does not read again; a new one
/// begins at the first leaf.
struct LogReader: Sendable {
    /// Leaves read at once; a power of two, so that a page's own hashes lie beside each other.
    private static let page = 1_024

    private let log: AuditLog
    private var edge: TreeEdge

    init(_ log: AuditLog) {
        self.log = log
        edge = TreeEdge(hashing: log.hashing)
    }

    var head: TreeHead { TreeHead(size: edge.size, root: edge.root) }

    /// Reads up to a size, and compares with each of the checkpoints that lie on the way, from the smallest on.
    /// - Throws: `AuditDamage`, naming the first leaf that is wrong.
    mutating func read(to size: Int, past witnessed: [TreeHead]) async throws {
        var known = edge.size
        for checkpoint in witnessed where checkpoint.size > 0 && checkpoint.size >= edge.size {
            guard checkpoint.size <= size else {
                throw AuditDamage.cut(holds: size, checkpoint: checkpoint.size)
            }
            try await read(to: checkpoint.size)
            guard edge.root == checkpoint.root else {
                throw AuditDamage.rewritten(leaves: min(known, checkpoint.size - 1)...(checkpoint.size - 1))
            }
            known = checkpoint.size
        }
        try await read(to: size)
    }

    private mutating func read(to size: Int) async throws {
        while edge.size < size {
            try Task.checkCancellation()
            let end = min(size, (edge.size / Self.page + 1) * Self.page)
            try check(try await page(edge.size..<end), in: edge.size..<end)
        }
    }

    private struct Page: Sendable {
        let leaves: [NumberedLeaf]
        var hashes: [Int: TreeHash]
    }

    /// The leaves of a range with their hashes and those over them that the range's last leaf completes.
    private func page(_ range: Range<Int>) async throws -> Page {
        try await log.store.read { tx in
            let nodes = NodeRecords(tx)
            let numbers = TreeNode.leaf(range.lowerBound).number...TreeNode.leaf(range.upperBound - 1).number
            var hashes = try nodes.hashes(numbered: numbers)
            for leaf in range {
                var node = TreeNode.leaf(leaf)
                while node.isRight {
                    node = node.parent
                    if !numbers.contains(node.number) { hashes[node.number] = try nodes.hash(of: node) }
                }
            }
            return Page(leaves: try LeafRecords(tx).leaves(in: range), hashes: hashes)
        }
    }

    private mutating func check(_ page: Page, in range: Range<Int>) throws(AuditDamage) {
        var rows = page.leaves.makeIterator()
        for number in range {
            guard let row = rows.next(), row.number == number else { throw .leafMissing(number) }
            for (node, hash) in edge.add(log.hashing.leaf(row.leaf.canonical)) {
                let (stored, isLeaf) = (page.hashes[node.number], node.level == 0)
                guard let stored else {
                    throw isLeaf ? .leafInserted(number) : .hashMissing(leaves: node.leaves)
                }
                guard stored == hash else {
                    throw isLeaf ? .leafChanged(number) : .hashChanged(leaves: node.leaves)
                }
            }
        }
    }
}

extension AuditLog {
    /// Verifies the whole log against checkpoints of it, from the smallest on; nothing is changed.
    /// - Returns: what the log really holds, by its leaves alone.
    /// - Throws: `AuditDamage`, naming what is wrong.
    package func verify(against witnessed: [TreeHead] = []) async throws -> TreeHead {
        var reader = LogReader(self)
        try await reader.read(to: size(), past: witnessed)
        try await checkExtent()
        return reader.head
    }

    func size() async throws -> Int {
        try await store.read { tx in try LeafRecords(tx).size() }
    }

    /// Finds rows beside the log's own: before the first leaf, behind the last, hashes without leaves.
    func checkExtent() async throws {
        try await store.read { tx in
            let (leaves, nodes) = (LeafRecords(tx), NodeRecords(tx))
            let (size, rows, hashes) = (try leaves.size(), try leaves.extent(), try nodes.extent())
            if let first = rows.first, first < 0 { throw AuditDamage.leafInserted(first) }
            if let last = hashes.last, last > 2 * (size - 1) { throw AuditDamage.leafMissing(size) }
            let published = try nodes.publishedSize()
            guard published <= size else { throw AuditDamage.cut(holds: size, checkpoint: published) }
            guard hashes.count == TreeNode.count(ofLeaves: size) else { throw AuditDamage.hashesInserted }
        }
    }
}
