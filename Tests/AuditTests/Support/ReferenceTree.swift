import Audit
import Foundation

/// The tree as RFC 6962, section 2.1, defines it: word for word, from the leaves, slow.
struct ReferenceTree {
    let leaves: [Data]

    var root: TreeHash { Self.hash(leaves[...]) }

    /// `PATH(m, D[n])`.
    func path(_ leaf: Int) -> [TreeHash] { Self.path(leaf, leaves[...]) }

    /// `PROOF(m, D[n])`.
    func proof(_ earlier: Int) -> [TreeHash] { Self.subproof(earlier, leaves[...], isWhole: true) }

    func first(_ count: Int) -> ReferenceTree { ReferenceTree(leaves: Array(leaves.prefix(count))) }

    static func sample(_ count: Int) -> ReferenceTree {
        ReferenceTree(leaves: (0..<count).map { Data("leaf \($0)".utf8) })
    }

    private static func hash(_ leaves: ArraySlice<Data>) -> TreeHash {
        guard let first = leaves.first else { return .empty }
        guard leaves.count > 1 else { return TreeHashing.sha256.leaf(first) }
        let (left, right) = halves(leaves)
        return TreeHashing.sha256.node(hash(left), hash(right))
    }

    private static func path(_ leaf: Int, _ leaves: ArraySlice<Data>) -> [TreeHash] {
        guard leaves.count > 1 else { return [] }
        let (left, right) = halves(leaves)
        return leaf < left.count
            ? path(leaf, left) + [hash(right)] : path(leaf - left.count, right) + [hash(left)]
    }

    private static func subproof(
        _ earlier: Int,
        _ leaves: ArraySlice<Data>,
        isWhole: Bool
    ) -> [TreeHash] {
        if earlier == leaves.count { return isWhole ? [] : [hash(leaves)] }
        let (left, right) = halves(leaves)
        return earlier <= left.count
            ? subproof(earlier, left, isWhole: isWhole) + [hash(right)]
            : subproof(earlier - left.count, right, isWhole: false) + [hash(left)]
    }

    private static func halves(_ leaves: ArraySlice<Data>) -> (ArraySlice<Data>, ArraySlice<Data>) {
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        return (leaves.prefix(half), leaves.dropFirst(half))
    }
}
