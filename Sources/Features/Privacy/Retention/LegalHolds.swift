package import FoundationEssentials
import Kernel
package import Store

/// Names rows that must stay although their time is over; whoever keeps legal holds supplies it.
package protocol LegalHolds: Sendable {
    /// The ids of a table's rows that are held, as the first key of its inventory holds them.
    func held(in table: String, in tx: Transaction) throws -> [Data]

    /// Those of them whose person is gone: nothing but the hold keeps them.
    func outliving(in table: String, in tx: Transaction) throws -> [Data]
}

/// What staff have put in force, record by record.
struct HeldRecords: LegalHolds {
    let checkpoint: Checkpoint

    func held(in table: String, in tx: Transaction) throws -> [Data] {
        try holds(in: table, in: tx).map(\.record.key)
    }

    func outliving(in table: String, in tx: Transaction) throws -> [Data] {
        try holds(in: table, in: tx).filter(\.isOrphaned).map(\.record.key)
    }

    private func holds(in table: String, in tx: Transaction) throws -> [Hold] {
        guard !checkpoint.skips("hold") else { return [] }
        return try HoldRecords(tx).inForce().filter { $0.record.store == table }
    }
}

extension Privacy {
    /// What no sweep may take.
    package var legalHolds: any LegalHolds { HeldRecords(checkpoint: checkpoint) }
}
