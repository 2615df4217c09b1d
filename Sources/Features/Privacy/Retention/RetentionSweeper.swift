import FoundationEssentials
package import Kernel
import Logging
import Metrics
package import Store
import Synchronization

/// Deletes what its time is over for, table by table, as the inventory tells.
///
/// It runs once an hour. What a legal hold keeps stays, and is counted; what is there though it should have gone more than the grace
/// ago raises the alarm. Features whose rules are more than a moment in a column delete for themselves, and are measured here.
package struct RetentionSweeper: Sendable {
    package static let interval: Duration = .hours(1)
    /// By when a row is gone: two sweeps, of which one may fail.
    package static let grace: Duration = .hours(2)
    /// Rows in one transaction.
    private static let step = 500
    /// People whose erasure one sweep begins; the rest follow in the next.
    private static let subjectsPerSweep = 10_000

    package let plan: RetentionPlan
    private let store: any Store
    private let holds: any LegalHolds
    private let folders: [WatchedFolder]
    private let privacy: Privacy
    /// What "over" is measured by.
    package var clock: Clock
    private let diary = SweepDiary()

    package init(
        _ plan: RetentionPlan,
        store: any Store,
        holds: any LegalHolds,
        folders: [WatchedFolder] = [],
        privacy: Privacy,
        clock: Clock
    ) {
        self.plan = plan
        self.store = store
        self.holds = holds
        self.folders = folders
        self.privacy = privacy
        self.clock = clock
    }

    /// The last sweep of this process; nil before its first.
    package var lastReport: SweepReport? { diary.last }

    /// Deletes what is over; a dry sweep counts what would go, and changes nothing.
    ///
    /// One table's failure does not save the others' rows; it is thrown at the end.
    @discardableResult
    package func sweep(isDry: Bool = false) async throws -> SweepReport {
        let now = clock.now()
        var report = SweepReport(at: now, isDry: isDry)
        var failure: (any Error)?
        for kept in plan.tables {
            do {
                report.lines.append(try await line(of: kept, at: now, isDry: isDry))
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                failure = failure ?? error
            }
        }
        for folder in folders {
            let limit = now - folder.file.keep.period.duration - Self.grace
            let overdue = try await folder.count(limit)
            report.lines.append(SweepReport.Line(store: folder.file.folder, overdue: overdue))
        }
        if !isDry { note(report) }
        if let failure { throw failure }
        return report
    }

    private func line(
        of kept: RetentionPlan.Kept,
        at now: Timestamp,
        isDry: Bool
    ) async throws -> SweepReport.Line {
        var line = SweepReport.Line(store: kept.table.name)
        switch try kept.deed(at: now) {
        case .nothing:
            line.held = try await outliving(kept.table)
            line.over = line.held
            return line
        case .measure:
            break
        case .delete(let rows):
            (line.over, line.held) = try await counts(of: rows)
            if !isDry { line.gone = try await delete(rows) }
        case .erase(let rows, let subject):
            let people = try await subjects(rows, by: subject)
            line.over = people.count
            if !isDry {
                for person in people { try await privacy.erase(person, because: .expired) }
                line.gone = people.count
            }
        }
        line.overdue = try await overdue(kept, at: now)
        return line
    }

    private func counts(of rows: RowsOver) async throws -> (over: Int, held: Int) {
        let holds = holds
        return try await store.read { tx in
            let records = ExpiryRecords(tx)
            let held = try holds.held(in: rows.table.text, in: tx)
            return (try records.count(rows), try records.countHeld(rows, among: held))
        }
    }

    /// What is there of rows that go with their person, though that person is gone.
    private func outliving(_ table: InventoryTable) async throws -> Int {
        let firstKey = table.columns.first { $0.content == .key }?.name
        guard let name = SQLName(table.name), let key = firstKey.flatMap({ SQLName($0) }) else { return 0 }
        let holds = holds
        return try await store.read { tx in
            let ids = try holds.outliving(in: name.text, in: tx)
            return try ids.isEmpty ? 0 : ExpiryRecords(tx).count(ids, by: key, in: name)
        }
    }

    private func delete(_ rows: RowsOver) async throws -> Int {
        let holds = holds
        var (sum, isMore) = (0, true)
        while isMore {
            let (gone, more) = try await store.write { tx in
                try ExpiryRecords(tx).delete(
                    rows,
                    sparing: holds.held(in: rows.table.text, in: tx),
                    step: Self.step
                )
            }
            sum += gone
            isMore = more
        }
        return sum
    }

    private func subjects(_ rows: RowsOver, by column: SQLName) async throws -> [SubjectID] {
        try await store.read { tx in
            try ExpiryRecords(tx).subjects(rows, by: column, limit: Self.subjectsPerSweep)
        }
    }

    /// What should have gone before the grace began and is there, unless it is held.
    private func overdue(_ kept: RetentionPlan.Kept, at now: Timestamp) async throws -> Int {
        let rows: RowsOver
        switch try kept.deed(at: now - Self.grace) {
        case .nothing: return 0
        case .delete(let over), .erase(let over, _), .measure(let over): rows = over
        }
        let holds = holds
        return try await store.read { tx in
            try ExpiryRecords(tx).count(rows, heldAmong: holds.held(in: rows.table.text, in: tx))
        }
    }

    private func note(_ report: SweepReport) {
        diary.keep(report)
        Gauge(label: "retention.overdue").record(report.overdue)
        Gauge(label: "retention.held").record(report.held)
        guard report.overdue > 0 else { return }
        Logger.current.error(
            "Rows are kept past their time; nbp doctor tells where",
            metadata: ["count": "\(report.overdue)"]
        )
    }
}

/// A folder whose files a feature deletes for itself, and whoever counts those that are there though their time was over before a
/// moment.
package struct WatchedFolder: Sendable {
    let file: InventoryFile
    let count: @Sendable (Timestamp) async throws -> Int

    package init(_ file: InventoryFile, count: @escaping @Sendable (Timestamp) async throws -> Int) {
        self.file = file
        self.count = count
    }
}

/// Remembers the last sweep for `/retention.json`.
private final class SweepDiary: Sendable {
    private let report = Mutex<SweepReport?>(nil)

    var last: SweepReport? { report.withLock { $0 } }

    func keep(_ new: SweepReport) {
        report.withLock { $0 = new }
    }
}
