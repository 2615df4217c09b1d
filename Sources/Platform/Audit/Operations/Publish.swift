import Store

extension AuditLog {
    /// The log as it stands, without telling anybody.
    /// - Throws: `AuditDamage` when hashes are missing.
    package func head() async throws -> TreeHead {
        try await store.read { tx in try head(in: tx) }
    }

    /// The log as it stands, for telling others: what it counts survives a power cut before anybody hears of it.
    ///
    /// Otherwise a log that lost its last moments would contradict its own checkpoint.
    /// - Throws: `AuditDamage` when hashes are missing, or when the log is shorter than it was.
    package func publish() async throws -> TreeHead {
        let known = try await store.read { tx in
            try (head: head(in: tx), published: NodeRecords(tx).publishedSize())
        }
        guard known.head.size != known.published else { return known.head }
        return try await store.write(surviving: .powerCut) { tx in
            try tx.serialise(on: Self.turn)
            let (head, nodes) = (try head(in: tx), NodeRecords(tx))
            let published = try nodes.publishedSize()
            guard head.size >= published else {
                throw AuditDamage.cut(holds: head.size, checkpoint: published)
            }
            try nodes.setPublishedSize(head.size)
            return head
        }
    }

    /// The signed checkpoint of the log as it stands.
    package func checkpoint() async throws -> SignedNote {
        try signer.sign(await publish())
    }

    /// What others verify checkpoints with.
    package var verifierKey: String { signer.verifierKey }

    func head(in tx: Transaction) throws -> TreeHead {
        let tree = try tree(in: tx)
        return TreeHead(size: tree.size, root: try tree.root())
    }

    /// The tree of a size, or of all leaves.
    func tree(of size: Int? = nil, in tx: Transaction) throws -> MerkleTree {
        let nodes = NodeRecords(tx)
        let size = try size ?? LeafRecords(tx).size()
        return MerkleTree(size: size, hashing: hashing) { node in try nodes.require(node) }
    }
}
