import Crypto
package import FoundationEssentials
package import Store

/// A SHA-256 hash of the tree.
package struct TreeHash: Hashable, Sendable {
    package let bytes: Data

    package init(_ bytes: Data) {
        self.bytes = bytes
    }

    package var hexadecimal: String { bytes.hexadecimal }

    /// The root of a tree without leaves.
    package static let empty = TreeHash(Data(SHA256.hash(data: Data())))
}

extension TreeHash: SQLConvertible {
    package var sqlValue: SQLValue { .bytes(bytes) }

    package init?(sqlValue: SQLValue) {
        guard case .bytes(let bytes) = sqlValue else { return nil }
        self.init(bytes)
    }
}

/// How leaves and nodes are hashed (RFC 6962, section 2.1): one byte before the data keeps them apart.
package struct TreeHashing: Sendable {
    package let leaf: @Sendable (Data) -> TreeHash
    package let node: @Sendable (_ left: TreeHash, _ right: TreeHash) -> TreeHash

    package init(
        leaf: @escaping @Sendable (Data) -> TreeHash,
        node: @escaping @Sendable (_ left: TreeHash, _ right: TreeHash) -> TreeHash
    ) {
        self.leaf = leaf
        self.node = node
    }

    package static let sha256 = TreeHashing(
        leaf: { data in digest(0, data, Data()) },
        node: { left, right in digest(1, left.bytes, right.bytes) }
    )

    private static func digest(
        _ prefix: UInt8,
        _ first: Data,
        _ second: Data
    ) -> TreeHash {
        var hash = SHA256()
        hash.update(data: [prefix])
        hash.update(data: first)
        hash.update(data: second)
        return TreeHash(Data(hash.finalize()))
    }
}
