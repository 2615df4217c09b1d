package import Kernel
package import Store

/// An item that failed or whose workers vanished, and that is tried again by itself.
package struct Struggle: Hashable, Sendable {
    package let id: WorkID
    package let type: WorkType
    package let failures: Int
    package let losses: Int
    package let madeAt: Timestamp
    /// When it is tried again.
    package let runAt: Timestamp
}

extension Queue {
    /// What has failed and waits for another try, what waits longest first.
    package func struggles(limit: Int, in tx: Transaction) throws -> [Struggle] {
        try WorkRecords(tx).struggles(limit: limit)
    }

    /// Since when the item waits that has waited longest; nil when nothing waits.
    package func oldestWaiting(in tx: Transaction) throws -> Timestamp? {
        try WorkRecords(tx).oldestWaiting(before: clock.now())
    }

    /// Has an item that waits for another try be tried at once; call `wake` once the transaction has committed.
    /// - Returns: whether it still waits.
    package func hurry(_ id: WorkID, in tx: Transaction) throws -> Bool {
        try WorkRecords(tx).hurry(id, to: clock.now())
    }

    /// Has the work on a target be done at once if it waits for a later time; call `wake` once the transaction has committed.
    package func hurry(
        _ type: WorkType,
        on target: UUIDv7,
        in tx: Transaction
    ) throws {
        try WorkRecords(tx).hurry(type, target: target, to: clock.now())
    }
}
