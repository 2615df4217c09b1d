/// A tree of some size, read from its stored nodes: each answer takes a number of reads that grows with the size's logarithm.
struct MerkleTree {
    let size: Int
    let hashing: TreeHashing
    /// The hash of a whole subtree.
    let stored: (TreeNode) throws -> TreeHash

    func root() throws -> TreeHash {
        size == 0 ? .empty : try hash(of: 0..<size)
    }

    /// The audit path of a leaf (RFC 6962, section 2.1.1), leaf side first.
    func inclusion(of leaf: Int) throws -> [TreeHash] {
        var (range, path) = (0..<size, [TreeHash]())
        while range.count > 1 {
            let (left, right) = range.halves
            let isLeft = left.contains(leaf)
            path.append(try hash(of: isLeft ? right : left))
            range = isLeft ? left : right
        }
        return path.reversed()
    }

    /// The consistency proof from an earlier size (RFC 6962, section 2.1.2); empty from the same size.
    func consistency(from earlier: Int) throws -> [TreeHash] {
        var (range, path) = (0..<size, [TreeHash]())
        while range.upperBound != earlier {
            let (left, right) = range.halves
            let isLeft = earlier <= left.upperBound
            path.append(try hash(of: isLeft ? right : left))
            range = isLeft ? left : right
        }
        // A verifier knows the whole earlier tree, and nothing that is a part of it.
        if range.lowerBound > 0 { path.append(try hash(of: range)) }
        return path.reversed()
    }

    private func hash(of range: Range<Int>) throws -> TreeHash {
        if range.count.nonzeroBitCount == 1 {
            let level = range.count.trailingZeroBitCount
            return try stored(TreeNode(level: level, position: range.lowerBound >> level))
        }
        let (left, right) = range.halves
        return hashing.node(try hash(of: left), try hash(of: right))
    }
}

extension Range<Int> {
    /// Split at the largest power of two below the count.
    fileprivate var halves: (left: Range<Int>, right: Range<Int>) {
        let middle = lowerBound + 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
        return (lowerBound..<middle, middle..<upperBound)
    }
}
