package import FoundationEssentials
package import Store

/// Names rows that must stay although their time is over; whoever keeps legal holds supplies it.
package protocol LegalHolds: Sendable {
    /// The ids of a table's rows that are held, as the first key of its inventory holds them.
    func held(in table: String, in tx: Transaction) throws -> [Data]
}

/// Where nothing is held.
package struct NoHolds: LegalHolds {
    package init() {}

    package func held(in table: String, in tx: Transaction) throws -> [Data] { [] }
}
