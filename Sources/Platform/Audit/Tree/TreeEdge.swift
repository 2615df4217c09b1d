/// The right edge of a growing tree: the roots of its whole subtrees from left to right, all that appending needs.
struct TreeEdge: Sendable {
    private(set) var size = 0
    private var subtrees: [TreeHash] = []
    private let hashing: TreeHashing

    init(hashing: TreeHashing) {
        self.hashing = hashing
    }

    /// Adds the hash of the next leaf.
    /// - Returns: the nodes that it completed, itself first.
    mutating func add(_ leaf: TreeHash) -> [(node: TreeNode, hash: TreeHash)] {
        var completed = [(node: TreeNode.leaf(size), hash: leaf)]
        while let last = completed.last, last.node.isRight, let left = subtrees.popLast() {
            completed.append((last.node.parent, hashing.node(left, last.hash)))
        }
        subtrees.append(completed[completed.count - 1].hash)
        size += 1
        return completed
    }

    var root: TreeHash {
        guard var root = subtrees.last else { return .empty }
        for left in subtrees.dropLast().reversed() { root = hashing.node(left, root) }
        return root
    }
}
