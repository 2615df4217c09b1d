import Foundation
import Kernel
import Privacy
import Store
import Studio
import TestSupport
import Testing

/// What the sweeper deletes and what it leaves, by a clock of the test's own (H2).
@Suite(.timeLimit(.minutes(5)))
struct SweepTests {
    /// Tables whose rows a moment in a column ends, with that column and the way from it to the end.
    struct Ending: Sendable, CustomTestStringConvertible {
        let table: InventoryTable
        let column: String
        let delay: Duration
        var erasesPerson = false

        var testDescription: String { table.name }

        init?(_ table: InventoryTable) {
            guard let keep = table.keep else { return nil }
            self.table = table
            switch keep.end {
            case .at(let column): (self.column, delay) = (column, .zero)
            case .after(let column): (self.column, delay) = (column, keep.period.duration)
            case .subjectAt(let column): (self.column, delay, erasesPerson) = (column, .zero, true)
            case .withSubject, .byFeature: return nil
            }
        }
    }

    static let endings = TestInstallation.inventory.compactMap(Ending.init)
    static let measured = TestInstallation.inventory.filter { table in
        if case .byFeature(since: .some) = table.keep?.end { true } else { false }
    }

    @Test(arguments: endings)
    func `a row is there until its time is over, and two hours later it is gone`(ending: Ending) async throws
    {
        let place = try await TestInstallation()
        let person = try await place.newPerson()
        let end = place.time.now + .days(1)
        try await place.seed(ending.table, about: person, ending.column, at: end - ending.delay)
        place.time.set(to: end - .seconds(1))
        let early = try await place.sweeper.sweep()
        try #require(try await place.rows(in: ending.table.name) == 1)
        #expect(early.overdue == 0)
        place.time.set(to: end + RetentionSweeper.grace)
        let late = try await place.sweeper.sweep()
        if ending.erasesPerson { try await place.working { try await place.untilErased(person) } }
        #expect(try await place.rows(in: ending.table.name) == 0)
        #expect(late.lines.first { $0.store == ending.table.name }?.gone == 1)
    }

    @Test(arguments: measured)
    func `what its feature did not delete in time raises the alarm`(table: InventoryTable) async throws {
        let place = try await TestInstallation()
        guard case .byFeature(since: let column?) = table.keep?.end, let keep = table.keep else { return }
        let person = try await place.newPerson()
        if table.columns.first(where: { $0.name == column })?.content == .key {
            try await place.seed(about: person) { $0.name == table.name }
            let id = UUIDv7(at: place.time.now, counter: 0, chance: 1).bytes
            let (name, key) = (try #require(SQLName(table.name)), try #require(SQLName(column)))
            try await place.store.write { tx in
                _ = try tx.run("UPDATE \(name: name) SET \(name: key) = \(id)")
            }
        } else {
            try await place.seed(table, about: person, column, at: place.time.now)
        }
        place.time.advance(by: keep.period.duration + RetentionSweeper.grace - .seconds(1))
        #expect(try await place.sweeper.sweep().overdue == 0)
        place.time.advance(by: .seconds(2))
        #expect(try await place.sweeper.sweep().lines.first { $0.store == table.name }?.overdue == 1)
    }

    @Test func `a dry run tells what would go and touches nothing`() async throws {
        let place = try await TestInstallation()
        _ = try await place.newVisitor()
        place.time.advance(by: .days(8))
        let report = try await place.sweeper.sweep(isDry: true)
        let line = try #require(report.lines.first { $0.store == "accounts_visitor" })
        #expect((line.over, line.gone) == (1, 0))
        #expect(try await place.rows(in: "privacy_erasure") == 0)
    }

    @Test func `a held row stays, its neighbours go, and after release it goes too`() async throws {
        let place = try await TestInstallation()
        let table = try #require(TestInstallation.inventory.first { $0.name == "accounts_link" })
        for _ in 0..<3 {
            try await place.seed(table, about: place.newPerson(), "expires_at", at: place.time.now)
        }
        let held = try #require(
            try await place.store.read { tx in
                try tx.first("SELECT id FROM accounts_link") { try $0.get("id") as Data }
            }
        )
        let line = try await place.sweeper(holding: [held]).sweep().lines.first { $0.store == table.name }
        #expect((line?.over, line?.gone, line?.held) == (3, 2, 1))
        #expect(try await place.rows(in: "accounts_link", where: "id = \(held)") == 1)
        try await place.sweeper.sweep()
        #expect(try await place.rows(in: "accounts_link") == 0)
    }

    @Test func `a held picture outlives its visitor, its neighbour goes, and after release it goes too`()
        async throws
    {
        let place = try await TestInstallation()
        let person = try await place.newVisitor()
        let job = try await place.run(.sample(size: "200x64", count: 2), for: person)
        let (image, records) = (job.images[0].id, "studio_image")
        let hold = try await place.hold(image)
        #expect(try await place.sweeper.sweep().held == 0)
        place.time.advance(by: .days(8))
        try await place.sweeper.sweep()
        try await place.working { try await place.untilErased(person) }
        let line = try await place.sweeper.sweep().lines.first { $0.store == records }
        #expect((line?.over, line?.gone, line?.held) == (1, 0, 1))
        #expect(try await place.rows(in: records) == 1)
        #expect(try await place.rows(in: records, where: "id = \(image)") == 1)
        try await place.privacy.lift(hold.id)
        try await place.working {
            while try await place.rows(in: records) > 0 { await Task.yield() }
        }
        #expect(try await place.sweeper.sweep().held == 0)
    }

    @Test func `thousands of rows go in steps, and none that is not over`() async throws {
        let place = try await TestInstallation()
        let (person, now) = (try await place.newPerson(), place.time.now)
        try await place.store.write { tx in
            for number in 0..<1_700 {
                let id = UUIDv7(at: now, counter: 0, chance: UInt64(number)).bytes
                try tx.run(
                    """
                    INSERT INTO accounts_link (id, subject_id, token_index, use, made_at, expires_at)
                    VALUES (\(id), \(person), \(id), 'reset', \(now), \(now + .seconds(number)))
                    """
                )
            }
        }
        place.time.advance(by: .seconds(1_599))
        let line = try await place.sweeper.sweep().lines.first { $0.store == "accounts_link" }
        #expect((line?.over, line?.gone) == (1_600, 1_600))
        #expect(try await place.rows(in: "accounts_link") == 100)
    }

    @Test func `files that their feature did not delete in time raise the alarm`() async throws {
        let place = try await TestInstallation()
        let file = try #require(Archives.files.first)
        let limit = place.time.now - file.keep.period.duration - RetentionSweeper.grace
        let sweeper = RetentionSweeper(
            try RetentionPlan(TestInstallation.inventory),
            store: place.store,
            holds: SomeHolds(rows: []),
            folders: [WatchedFolder(file) { $0 == limit ? 3 : 0 }],
            privacy: place.privacy,
            clock: place.time.clock
        )
        let report = try await sweeper.sweep()
        #expect(report.lines.first { $0.store == "archives" }?.overdue == 3)
        #expect(report.overdue == 3)
    }

    @Test func `one table that fails keeps no other from being swept, and the fault is told`() async throws {
        let place = try await TestInstallation()
        let table = try #require(TestInstallation.inventory.first { $0.name == "mail_outbox" })
        try await place.seed(table, about: place.newPerson(), "expires_at", at: place.time.now)
        try await place.store.write { tx in _ = try tx.run("ALTER TABLE accounts_link RENAME TO hidden") }
        await #expect(throws: (any Error).self) { try await place.sweeper.sweep() }
        #expect(try await place.rows(in: "mail_outbox") == 0)
    }
}

extension TestInstallation {
    fileprivate func sweeper(holding rows: [Data]) throws -> RetentionSweeper {
        RetentionSweeper(
            try RetentionPlan(Self.inventory),
            store: store,
            holds: SomeHolds(rows: rows),
            privacy: privacy,
            clock: time.clock
        )
    }
}

private struct SomeHolds: LegalHolds {
    let rows: [Data]

    func held(in table: String, in tx: Transaction) throws -> [Data] { rows }

    func outliving(in table: String, in tx: Transaction) throws -> [Data] { [] }
}
