import Foundation
import Testing

@testable import Audit

/// The tree and its proofs against the definition, for every size up to 64.
struct MerkleTests {
    private static let largest = 64
    private static let reference = ReferenceTree.sample(largest)
    private static let grown = GrownTree(reference.leaves)

    @Test(arguments: 0...largest)
    func `a tree that grew leaf by leaf has the defined root, also later`(size: Int) throws {
        let root = Self.reference.first(size).root
        #expect(GrownTree(Array(Self.reference.leaves.prefix(size))).edge.root == root)
        #expect(try Self.grown.tree(of: size).root() == root)
    }

    @Test(arguments: 1...largest)
    func `every leaf has the defined path, which shows it and no other`(size: Int) throws {
        let (tree, reference) = (Self.grown.tree(of: size), Self.reference.first(size))
        let whole = reference.root
        for leaf in 0..<size {
            let path = try tree.inclusion(of: leaf)
            #expect(path == reference.path(leaf))
            let proof = InclusionProof(leaf: leaf, size: size, path: path)
            let hash = TreeHashing.sha256.leaf(reference.leaves[leaf])
            #expect(proof.shows(hash, in: whole))
            #expect(!proof.shows(TreeHashing.sha256.leaf(Data("another".utf8)), in: whole))
            #expect(!proof.shows(hash, in: .empty))
            for other in path.altered {
                #expect(!InclusionProof(leaf: leaf, size: size, path: other).shows(hash, in: whole))
            }
            for other in [leaf - 1, leaf + 1, size - 1 - leaf] where other != leaf {
                #expect(!InclusionProof(leaf: other, size: size, path: path).shows(hash, in: whole))
            }
        }
    }

    @Test(arguments: 1...largest)
    func `every earlier size has the defined proof, which shows it and no other`(size: Int) throws {
        let (tree, reference) = (Self.grown.tree(of: size), Self.reference.first(size))
        let whole = reference.root
        for earlier in 1...size {
            let (path, root) = (try tree.consistency(from: earlier), reference.first(earlier).root)
            #expect(path == reference.proof(earlier))
            let proof = ConsistencyProof(from: earlier, to: size, path: path)
            #expect(proof.shows(root, in: whole))
            #expect(!proof.shows(.empty, in: whole))
            #expect(!proof.shows(root, in: .empty))
            for other in path.altered {
                let proof = ConsistencyProof(from: earlier, to: size, path: other)
                #expect(!proof.shows(root, in: whole))
            }
        }
    }

    @Test func `a proof of nothing shows nothing`() {
        let hash = TreeHash.empty
        for leaf in [-1, 0, 1] {
            #expect(!InclusionProof(leaf: leaf, size: 0, path: []).shows(hash, in: hash))
        }
        for (from, to) in [(0, 0), (0, 1), (2, 1), (-1, 1)] {
            #expect(!ConsistencyProof(from: from, to: to, path: []).shows(hash, in: hash))
        }
    }

    @Test func `nodes are numbered in order, each once`() {
        for size in 0...Self.largest {
            let numbers = GrownTree(Array(Self.reference.leaves.prefix(size))).nodes.keys
            #expect(numbers.count == TreeNode.count(ofLeaves: size))
            #expect(numbers.max() ?? -2 == 2 * (size - 1))
        }
    }
}

extension [TreeHash] {
    /// Every way of leaving one hash away, doubling one, changing one, and swapping neighbours that differ.
    fileprivate var altered: [[TreeHash]] {
        indices.flatMap { place -> [[TreeHash]] in
            var (less, more, other) = (self, self, self)
            less.remove(at: place)
            more.insert(self[place], at: place)
            other[place] = TreeHashing.sha256.leaf(self[place].bytes)
            guard place > 0, self[place] != self[place - 1] else { return [less, more, other] }
            var swapped = self
            swapped.swapAt(place, place - 1)
            return [less, more, other, swapped]
        }
    }
}
