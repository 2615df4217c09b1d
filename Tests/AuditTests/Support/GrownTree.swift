import Foundation
import Testing

@testable import Audit

/// A tree that grew leaf by leaf, with every node that it completed, as the database holds them.
struct GrownTree {
    private(set) var edge = TreeEdge(hashing: .sha256)
    private(set) var nodes: [Int: TreeHash] = [:]

    init(_ leaves: [Data]) {
        for leaf in leaves {
            for (node, hash) in edge.add(TreeHashing.sha256.leaf(leaf)) { nodes[node.number] = hash }
        }
    }

    func tree(of size: Int) -> MerkleTree {
        MerkleTree(size: size, hashing: .sha256) { node in try #require(nodes[node.number]) }
    }
}

extension TreeHash {
    init?(hex: String) {
        let digits = Array(hex)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
        guard bytes.count == 32, digits.count == 64 else { return nil }
        self.init(Data(bytes))
    }
}
