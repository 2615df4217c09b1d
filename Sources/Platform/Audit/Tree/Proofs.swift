/// What shows that a leaf is in a tree.
package struct InclusionProof: Hashable, Sendable {
    package let leaf: Int
    package let size: Int
    /// Leaf side first.
    package let path: [TreeHash]

    package init(
        leaf: Int,
        size: Int,
        path: [TreeHash]
    ) {
        self.leaf = leaf
        self.size = size
        self.path = path
    }

    /// Whether it shows that a leaf of this hash is in the tree of this root (RFC 9162, section 2.1.3.2).
    package func shows(
        _ hash: TreeHash,
        in root: TreeHash,
        hashing: TreeHashing = .sha256
    ) -> Bool {
        guard (0..<size).contains(leaf) else { return false }
        var (walk, result) = (ProofWalk(at: leaf, last: size - 1), hash)
        for sibling in path {
            guard !walk.isAtTop else { return false }
            result = walk.goesRight ? hashing.node(sibling, result) : hashing.node(result, sibling)
            walk.climb()
        }
        return walk.isAtTop && result == root
    }
}

/// What shows that a tree is the beginning of a larger one.
package struct ConsistencyProof: Hashable, Sendable {
    package let from: Int
    package let to: Int
    /// Leaf side first.
    package let path: [TreeHash]

    package init(
        from: Int,
        to: Int,
        path: [TreeHash]
    ) {
        self.from = from
        self.to = to
        self.path = path
    }

    /// Whether it shows that the tree of the first root is the beginning of the second's (RFC 9162, section 2.1.4.2).
    package func shows(
        _ earlier: TreeHash,
        in later: TreeHash,
        hashing: TreeHashing = .sha256
    ) -> Bool {
        guard from > 0, from <= to else { return false }
        guard from < to else { return path.isEmpty && earlier == later }
        let known = from.nonzeroBitCount == 1 ? [earlier] + path : path
        guard let seed = known.first, !path.isEmpty else { return false }
        var walk = ProofWalk(at: from - 1, last: to - 1)
        walk.skipRights()
        var (first, second) = (seed, seed)
        for sibling in known.dropFirst() {
            guard !walk.isAtTop else { return false }
            if walk.goesRight {
                first = hashing.node(sibling, first)
                second = hashing.node(sibling, second)
            } else {
                second = hashing.node(second, sibling)
            }
            walk.climb()
        }
        return walk.isAtTop && first == earlier && second == later
    }
}

/// A way up a tree, level by level; RFC 9162 calls the two numbers `fn` and `sn`.
private struct ProofWalk {
    private var at: Int
    private var last: Int

    init(at: Int, last: Int) {
        self.at = at
        self.last = last
    }

    var isAtTop: Bool { last == 0 }

    /// Whether the sibling stands on the left.
    var goesRight: Bool { isOdd || at == last }

    private var isOdd: Bool { !at.isMultiple(of: 2) }

    mutating func climb() {
        // At the right edge, levels without a sibling are passed over.
        while goesRight, !isOdd, at != 0 { rise() }
        rise()
    }

    mutating func skipRights() {
        while isOdd { rise() }
    }

    private mutating func rise() {
        at >>= 1
        last >>= 1
    }
}
