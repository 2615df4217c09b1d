/// What shows that an act is in the audit log (RFC 6962, section 2.1.1).
public struct InclusionBody: Codable, Sendable, Hashable {
    /// The act's number, from 0.
    public var leaf: Int
    /// The size of the tree that it is shown to be in.
    public var size: Int
    /// Hashes in hexadecimal, leaf side first.
    public var path: [String]

    /// Makes a proof's body.
    public init(
        leaf: Int,
        size: Int,
        path: [String]
    ) {
        self.leaf = leaf
        self.size = size
        self.path = path
    }
}

/// What shows that the audit log of one size is the beginning of a larger one (RFC 6962, section 2.1.2).
public struct ConsistencyBody: Codable, Sendable, Hashable {
    /// The earlier size.
    public var from: Int
    /// The later size.
    public var to: Int
    /// Hashes in hexadecimal, leaf side first.
    public var path: [String]

    /// Makes a proof's body.
    public init(
        from: Int,
        to: Int,
        path: [String]
    ) {
        self.from = from
        self.to = to
        self.path = path
    }
}
