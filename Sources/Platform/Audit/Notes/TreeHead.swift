/// The state of the log at some size.
package struct TreeHead: Hashable, Sendable {
    package let size: Int
    package let root: TreeHash

    package init(size: Int, root: TreeHash) {
        self.size = size
        self.root = root
    }
}
