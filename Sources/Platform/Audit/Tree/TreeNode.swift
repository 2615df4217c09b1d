/// A whole subtree: the `position`th group of 2^`level` leaves.
///
/// A node is stored once its last leaf is there, and never changes. Nodes are numbered in order from left to right: a leaf's
/// number is twice its index, so that n leaves and what stands over them have the numbers 0 to 2n - 2.
struct TreeNode: Hashable, Sendable {
    let level: Int
    let position: Int

    static func leaf(_ index: Int) -> TreeNode { TreeNode(level: 0, position: index) }

    var number: Int { position << (level + 1) + (1 << level - 1) }

    var leaves: ClosedRange<Int> { (position << level)...((position + 1) << level - 1) }

    /// Whether it is the right half of the node above.
    var isRight: Bool { !position.isMultiple(of: 2) }

    var left: TreeNode { TreeNode(level: level, position: position - 1) }

    var parent: TreeNode { TreeNode(level: level + 1, position: position >> 1) }

    /// How many nodes n leaves have.
    static func count(ofLeaves count: Int) -> Int { 2 * count - count.nonzeroBitCount }
}
