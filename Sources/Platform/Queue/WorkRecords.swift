import Kernel
import Store

/// The SQL of `queue_work`.
struct WorkRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Puts an item into the line, behind what its subject has waiting there of the type.
    ///
    /// An item's turn is a moment: the one from which it could run, or a gap behind the subject's last turn, whichever is later.
    /// So the work of several people takes turns, and nobody's waits for ever: turns pass as time does.
    func insert(
        _ work: NewWork,
        id: WorkID,
        now: Timestamp,
        gap: Duration
    ) throws {
        let runAt = work.notBefore ?? now
        let last: Timestamp? = try work.subject.flatMap { try lastTurn(of: $0, work.type) }
        let turn = max(runAt, last.map { $0 + gap } ?? runAt)
        try tx.run(
            """
            INSERT INTO queue_work (id, type, target, subject_id, run_at, turn, made_at)
            VALUES (\(id), \(work.type), \(work.target.bytes), \(work.subject), \(runAt), \(turn), \(now))
            ON CONFLICT (type, target) DO NOTHING
            """
        )
    }

    /// The last turn among what somebody has waiting or running of a type; nil where that is nothing.
    private func lastTurn(of subject: SubjectID, _ type: WorkType) throws -> Timestamp? {
        try tx.first(
            """
            SELECT turn FROM queue_work WHERE subject_id = \(subject) AND type = \(type) ORDER BY turn DESC LIMIT 1
            """
        ) { try $0.get("turn") }
    }

    /// The item whose turn is first, leased from now on.
    func claim(
        _ types: [WorkType],
        lease: RowID,
        until: Timestamp,
        now: Timestamp
    ) throws -> LeasedWork? {
        let work = try tx.first(
            """
            SELECT id, type, target, subject_id, failures, losses, cancel_asked FROM queue_work
            WHERE lease IS NULL AND run_at <= \(now) AND type IN (\(list: types))
            ORDER BY turn, id LIMIT 1
            """
        ) { try LeasedWork(row: $0, lease: lease) }
        guard let work else { return nil }
        try tx.run("UPDATE queue_work SET lease = \(lease), lease_until = \(until) WHERE id = \(work.id)")
        return work
    }

    func nextRun(_ types: [WorkType]) throws -> Timestamp? {
        try tx.first(
            """
            SELECT run_at FROM queue_work WHERE lease IS NULL AND type IN (\(list: types))
            ORDER BY run_at, id LIMIT 1
            """
        ) { try $0.get("run_at") }
    }

    func holds(_ work: LeasedWork) throws -> Bool {
        try tx.first("SELECT 1 AS held FROM queue_work WHERE id = \(work.id) AND lease = \(work.lease)") {
            _ in true
        }
            ?? false
    }

    func delete(_ work: LeasedWork) throws -> Bool {
        try tx.run("DELETE FROM queue_work WHERE id = \(work.id) AND lease = \(work.lease)") == 1
    }

    /// Renews a lease.
    /// - Returns: whether the item was asked to stop; nil when it is no longer ours.
    func renew(_ work: LeasedWork, until: Timestamp) throws -> Bool? {
        try tx.first(
            """
            UPDATE queue_work SET lease_until = \(until) WHERE id = \(work.id) AND lease = \(work.lease)
            RETURNING cancel_asked
            """
        ) { try $0.get("cancel_asked") }
    }

    func store(_ progress: WorkProgress, of work: LeasedWork) throws {
        try tx.run(
            """
            UPDATE queue_work SET stage = \(progress.stage), progress = \(Int(progress.fraction * 1_000))
            WHERE id = \(work.id) AND lease = \(work.lease)
            """
        )
    }

    /// Puts an item back that failed or was handed back.
    func release(
        _ work: LeasedWork,
        failures: Int,
        runAt: Timestamp
    ) throws {
        try tx.run(
            """
            UPDATE queue_work SET lease = NULL, lease_until = NULL, failures = \(failures), run_at = \(runAt),
                turn = max(turn, \(runAt))
            WHERE id = \(work.id) AND lease = \(work.lease)
            """
        )
    }

    /// Puts items back whose workers fell silent.
    @discardableResult
    func freeExpired(now: Timestamp) throws -> Int {
        try tx.run(
            """
            UPDATE queue_work SET lease = NULL, lease_until = NULL, losses = losses + 1
            WHERE lease IS NOT NULL AND lease_until < \(now)
            """
        )
    }

    func freeAll(now: Timestamp) throws -> Int {
        try tx.run(
            """
            UPDATE queue_work SET lease = NULL, lease_until = NULL, losses = losses + 1, run_at = min(run_at, \(now))
            WHERE lease IS NOT NULL
            """
        )
    }

    func deleteWaiting(_ type: WorkType, target: UUIDv7) throws -> Bool {
        try tx.run(
            "DELETE FROM queue_work WHERE type = \(type) AND target = \(target.bytes) AND lease IS NULL"
        ) == 1
    }

    func askToCancel(_ type: WorkType, target: UUIDv7) throws -> Bool {
        try tx.run(
            "UPDATE queue_work SET cancel_asked = 1 WHERE type = \(type) AND target = \(target.bytes)"
        ) == 1
    }

    func progress(_ type: WorkType, target: UUIDv7) throws -> WorkProgress? {
        try tx.first(
            """
            SELECT stage, progress, lease IS NOT NULL AS running FROM queue_work
            WHERE type = \(type) AND target = \(target.bytes)
            """
        ) { row in
            let permille: Int = try row.get("progress")
            return try WorkProgress(
                stage: row.get("stage"),
                fraction: Double(permille) / 1_000,
                isRunning: row.get("running")
            )
        }
    }

    func struggles(limit: Int) throws -> [Struggle] {
        try tx.all(
            """
            SELECT id, type, failures, losses, made_at, run_at FROM queue_work
            WHERE lease IS NULL AND (failures > 0 OR losses > 0) ORDER BY made_at, id LIMIT \(limit)
            """
        ) {
            try Struggle(
                id: $0.get("id"),
                type: $0.get("type"),
                failures: $0.get("failures"),
                losses: $0.get("losses"),
                madeAt: $0.get("made_at"),
                runAt: $0.get("run_at")
            )
        }
    }

    /// Of what could run now; what is meant for later does not wait.
    func oldestWaiting(before now: Timestamp) throws -> Timestamp? {
        try tx.first(
            """
            SELECT made_at FROM queue_work WHERE lease IS NULL AND run_at <= \(now) ORDER BY made_at LIMIT 1
            """
        ) { try $0.get("made_at") }
    }

    func hurry(_ id: WorkID, to now: Timestamp) throws -> Bool {
        try tx.run(
            "UPDATE queue_work SET run_at = min(run_at, \(now)), turn = min(turn, \(now)) WHERE id = \(id) AND lease IS NULL"
        ) == 1
    }

    func hurry(_ type: WorkType, target: UUIDv7, to now: Timestamp) throws {
        try tx.run(
            """
            UPDATE queue_work SET run_at = \(now)
            WHERE type = \(type) AND target = \(target.bytes) AND lease IS NULL AND run_at > \(now)
            """
        )
    }

    func depth() throws -> [QueueDepth] {
        try tx.all(
            """
            SELECT type, sum(lease IS NULL) AS waiting, sum(lease IS NOT NULL) AS running
            FROM queue_work GROUP BY type
            """
        ) { try QueueDepth(type: $0.get("type"), waiting: $0.get("waiting"), running: $0.get("running")) }
    }
}

extension LeasedWork {
    fileprivate init(row: Row, lease: RowID) throws {
        guard let target = UUIDv7(bytes: try row.get("target")) else {
            throw StoreError.unreadable(column: "target")
        }
        try self.init(
            id: row.get("id"),
            type: row.get("type"),
            target: target,
            subject: row.get("subject_id"),
            failures: row.get("failures"),
            lease: lease,
            losses: row.get("losses"),
            isCanceled: row.get("cancel_asked")
        )
    }
}
