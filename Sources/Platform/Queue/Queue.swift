package import Kernel
package import Store

/// Durable work in the Store: put in by the transaction that wants it, leased by one worker at a time, ended by the
/// transaction that stores its effect.
///
/// An item that ends leaves the table, so that claiming stays fast however much was done before.
package struct Queue: Sendable {
    let store: any Store
    let clock: Clock
    let ids: IDs
    let randomness: Randomness
    package let settings: QueueSettings
    let signals = QueueSignals()

    package init(
        store: any Store,
        clock: Clock,
        ids: IDs,
        randomness: Randomness,
        settings: QueueSettings = QueueSettings()
    ) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.randomness = randomness
        self.settings = settings
    }

    /// Queues work; call `wake` once the transaction has committed.
    ///
    /// Work of this type on this target that waits already stays one.
    package func add(_ work: NewWork, in tx: Transaction) throws {
        try WorkRecords(tx).insert(work, id: ids.next(), now: clock.now(), gap: settings.gap)
    }

    /// Tells this process's worker that there is work.
    package func wake() {
        signals.wake()
    }

    /// Ends an item in the transaction that stores its effect.
    /// - Throws: `LeaseLost` when it is no longer ours; then the transaction must not commit.
    package func finish(_ work: LeasedWork, in tx: Transaction) throws {
        guard try WorkRecords(tx).delete(work) else { throw LeaseLost() }
    }

    /// Checks, in a transaction that stores a part of the effect, that the item is still ours.
    package func confirm(_ work: LeasedWork, in tx: Transaction) throws {
        guard try WorkRecords(tx).holds(work) else { throw LeaseLost() }
    }

    /// Asks that the work on a target stops; call `announceCancel` once the transaction has committed.
    package func cancel(
        _ type: WorkType,
        on target: UUIDv7,
        in tx: Transaction
    ) throws -> CancelOutcome {
        let records = WorkRecords(tx)
        if try records.deleteWaiting(type, target: target) { return .removed }
        return try records.askToCancel(type, target: target) ? .asked : .ended
    }

    /// Stops the item at once if it runs in this process; elsewhere the next heartbeat sees it.
    package func announceCancel(of target: UUIDv7) {
        signals.cancel(target)
    }

    /// How far the work on a target is; nil once it has ended.
    package func progress(
        of type: WorkType,
        on target: UUIDv7,
        in tx: Transaction
    ) throws -> WorkProgress? {
        try WorkRecords(tx).progress(type, target: target)
    }

    /// How many items wait and run, by type.
    package func depth(in tx: Transaction) throws -> [QueueDepth] {
        try WorkRecords(tx).depth()
    }

    /// A stream that ticks when something about `target` may have changed; the state itself is in the Store.
    ///
    /// It ticks at least once a poll interval too, for changes that other processes make.
    package func changes(of target: UUIDv7) -> AsyncStream<Void> { follow(target).elements }

    /// The same, for whoever is to be told from elsewhere that it is over.
    package func follow(_ target: UUIDv7) -> Subscription<Void> {
        signals.follow(target, clock: clock, atLeastEvery: settings.poll)
    }

    /// Makes every follower of `target` look again.
    package func announceChange(of target: UUIDv7) {
        signals.change(target)
    }

    /// Frees what an earlier process of this data directory held when it died.
    ///
    /// Call it under the directory's lock only.
    /// - Returns: how many items were freed.
    @discardableResult
    package func reclaim() async throws -> Int {
        let now = clock.now()
        return try await store.write { tx in try WorkRecords(tx).freeAll(now: now) }
    }
}

/// How much work of one type there is.
package struct QueueDepth: Hashable, Sendable {
    package let type: WorkType
    package let waiting: Int
    package let running: Int
}
