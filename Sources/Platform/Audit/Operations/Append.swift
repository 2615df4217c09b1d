package import Kernel
package import Store

extension AuditLog {
    /// Adds an act to the log within the transaction of what it is about: both happen or neither does.
    ///
    /// Hashes once a leaf on average, and never more often than the size's logarithm.
    /// - Returns: the leaf's number, from 0 and without gaps.
    @discardableResult
    package func append(_ act: PreparedAct, in tx: Transaction) throws -> Int {
        try tx.serialise(on: Self.turn)
        let (leaves, nodes) = (LeafRecords(tx), NodeRecords(tx))
        let number = try leaves.size()
        try leaves.insert(act.leaf, number: number)
        try store(act.record, of: number, in: DetailRecords(tx))
        var (node, hash) = (TreeNode.leaf(number), hashing.leaf(act.leaf.canonical))
        try nodes.insert(hash, of: node)
        while node.isRight {
            hash = hashing.node(try nodes.require(node.left), hash)
            node = node.parent
            try nodes.insert(hash, of: node)
        }
        return number
    }

    /// Logs an act that belongs to no other change.
    @discardableResult
    package func record(
        _ act: AuditAct,
        about subject: SubjectID?,
        _ details: AuditDetails = [:]
    ) async throws -> Int {
        let prepared = try await prepare(act, about: subject, details)
        return try await store.write { tx in try append(prepared, in: tx) }
    }

    private func store(
        _ record: PreparedAct.Record,
        of leaf: Int,
        in details: DetailRecords
    ) throws {
        switch record {
        case .about(let subject, let id, let sealed):
            try details.insert(sealed, of: id, about: subject, leaf: leaf)
        case .aboutNobody(let bytes, let salt):
            try details.insertFact(bytes, salt: salt, leaf: leaf)
        }
    }
}
