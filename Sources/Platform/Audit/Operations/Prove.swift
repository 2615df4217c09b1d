import Store

extension AuditLog {
    /// The proof that a leaf is in the tree of a size; nil when that tree has no such leaf, or the log is not that long.
    package func inclusion(of leaf: Int, in size: Int) async throws -> InclusionProof? {
        try await store.read { tx in
            let sizes = 1..<(try LeafRecords(tx).size() + 1)
            guard sizes.contains(size), (0..<size).contains(leaf) else { return nil }
            let path = try tree(of: size, in: tx).inclusion(of: leaf)
            return InclusionProof(leaf: leaf, size: size, path: path)
        }
    }

    /// The proof that the tree of one size is the beginning of another's; nil when the sizes are no such pair.
    package func consistency(from earlier: Int, to size: Int) async throws -> ConsistencyProof? {
        try await store.read { tx in
            let sizes = 1..<(try LeafRecords(tx).size() + 1)
            guard sizes.contains(earlier), sizes.contains(size), earlier <= size else { return nil }
            let path = try tree(of: size, in: tx).consistency(from: earlier)
            return ConsistencyProof(from: earlier, to: size, path: path)
        }
    }

    /// A leaf with which a proof can be tried.
    package func leaf(_ number: Int) async throws -> AuditLeaf? {
        try await store.read { tx in try LeafRecords(tx).leaf(number) }
    }
}
