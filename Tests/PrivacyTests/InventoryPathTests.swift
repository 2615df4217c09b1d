import Blobs
import Kernel
import Logging
import Privacy
import Queue
import Store
import TestSupport
import Testing
import Vault

/// Erasing follows the inventory wherever it leads, also where no table of the product leads yet.
@Suite(.timeLimit(.minutes(5)))
struct InventoryPathTests {
    static let migration = Migration(
        "test-001-album",
        """
        CREATE TABLE album (id BLOB PRIMARY KEY, owner BLOB NOT NULL) STRICT;
        CREATE TABLE leaf (id BLOB PRIMARY KEY, album_id BLOB NOT NULL REFERENCES album (id)) STRICT;
        CREATE TABLE caption (leaf_id BLOB NOT NULL REFERENCES leaf (id)) STRICT;
        CREATE TABLE invoice (owner BLOB NOT NULL, sum INTEGER NOT NULL) STRICT;
        """
    )

    static let inventory = [
        InventoryTable(
            "album",
            subject: .column("owner"),
            keep: .withSubject,
            columns: [.key("id"), .subject("owner")]
        ),
        InventoryTable(
            "leaf",
            subject: .through("album_id", table: "album"),
            keep: .withSubject,
            columns: [.key("id"), .key("album_id")]
        ),
        InventoryTable(
            "caption",
            subject: .through("leaf_id", table: "leaf"),
            keep: .withSubject,
            columns: [.key("leaf_id")]
        ),
        InventoryTable(
            "invoice",
            subject: .column("owner"),
            keep: .withSubject,
            columns: [.subject("owner"), kept("sum")]
        ),
    ]

    let place: TestInstallation

    init() async throws {
        var plan = TestInstallation.Plan()
        plan.queue.tries = 1
        place = try await TestInstallation(plan)
        try await place.store.migrate(TestInstallation.migrations + [Self.migration])
        for number in 1...2 as ClosedRange<UInt64> { try await place.seedAlbum(of: .sample(number)) }
    }

    @Test func `rows that lead to the person through other tables go before the rows they lead through`()
        async throws
    {
        try await erase(Self.inventory)
        for table in ["album", "leaf", "caption"] {
            #expect(try await place.rows(in: table) == 1, "\(table) holds the other person's row")
        }
        #expect(try await place.rows(in: "album", where: "owner = \(SubjectID.sample(1))") == 0)
    }

    @Test func `the order of the inventory does not matter`() async throws {
        try await erase(Self.inventory.reversed())
        #expect(try await place.rows(in: "caption") == 1)
    }

    @Test func `a table that the law makes us keep stays`() async throws {
        try await erase(Self.inventory)
        #expect(try await place.rows(in: "invoice") == 2)
    }

    @Test func `a name that no statement can use stops the erasure`() async throws {
        let mistake = InventoryTable(
            "Album",
            subject: .column("owner"),
            keep: .withSubject,
            columns: [.key("id"), .subject("owner")]
        )
        try await erase([mistake])
        #expect(try await place.line(of: .sample(1))?.isFinished == false)
        #expect(try await place.rows(in: "album") == 2)
    }

    private func erase(_ inventory: [InventoryTable]) async throws {
        let privacy = Privacy(
            platform: place.privacyPlatform,
            inventory: inventory,
            files: []
        )
        try await privacy.erase(.sample(1), because: .asked)
        let worker = Worker(queue: place.queue, handlers: privacy.work)
        try await withThrowingTaskGroup { group in
            group.addTask { try await withLogger(.silent) { _ in try await worker.run() } }
            defer { group.cancelAll() }
            let target = SubjectID.sample(1)
            for await _ in place.queue.changes(of: target.value)
            where try await place.rows(in: "queue_work", where: "target = \(target)") == 0 { return }
        }
    }

    private static func kept(_ name: String) -> InventoryColumn {
        .personal(
            name,
            .payment,
            for: HonourRights.definition,
            storage: .plain,
            export: .asStored,
            erase: .keep(.legalObligation)
        )
    }
}

extension TestInstallation {
    fileprivate func seedAlbum(of owner: SubjectID) async throws {
        try await store.write { tx in
            try tx.run("INSERT INTO album (id, owner) VALUES (\(owner), \(owner))")
            try tx.run("INSERT INTO leaf (id, album_id) VALUES (\(owner), \(owner))")
            try tx.run("INSERT INTO caption (leaf_id) VALUES (\(owner))")
            try tx.run("INSERT INTO invoice (owner, sum) VALUES (\(owner), 1)")
        }
    }
}
