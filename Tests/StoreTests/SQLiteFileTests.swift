import Foundation
import Store
import TestSupport
import Testing

/// What the SQLite file adds to the conformance suite: other connections, journals, durability.
@Suite(.timeLimit(.minutes(5)))
struct SQLiteFileTests {
    let folder: TempFolder
    let opened: OpenedStore

    init() async throws {
        folder = try TempFolder()
        let store = try SQLiteStore(file: folder["test.sqlite"])
        try await store.migrate([.item])
        opened = OpenedStore(store: store, folder: folder)
    }

    var other: OpenedStore {
        get throws { OpenedStore(store: try SQLiteStore(file: folder["test.sqlite"]), folder: folder) }
    }

    @Test(
        arguments: [
            ("PRAGMA journal_mode", "journal_mode", .text("wal")),
            ("PRAGMA secure_delete", "secure_delete", .integer(1)),
            ("PRAGMA foreign_keys", "foreign_keys", .integer(1)),
            ("PRAGMA temp_store", "temp_store", .integer(2)),
        ] as [(String, String, SQLValue)]
    )
    func `both kinds of connection are set up`(pragma: String, column: String, value: SQLValue) async throws {
        let query = SQL(stringLiteral: pragma)
        let written = try await opened.store.write { tx in try tx.first(query) { try $0.value(column) } }
        let read = try await opened.store.read { tx in try tx.first(query) { try $0.value(column) } }
        #expect(written == value)
        #expect(read == value)
    }

    @Test func `a writer waits five seconds for another process`() async throws {
        let milliseconds: Int? = try await opened.store.write { tx in
            try tx.first("PRAGMA busy_timeout") { try $0.get("timeout") }
        }
        #expect(milliseconds == 5_000)
    }

    @Test func `what was written is there when the file is opened again`() async throws {
        try await opened.add("kept")
        try opened.store.close()
        #expect(try await other.names() == ["kept"])
    }

    @Test func `deleted bytes are in no file after a scrub`() async throws {
        let canary = "canary-\(UUID().uuidString)"
        try await opened.add(canary)
        #expect(try !folder.files(holding: Data(canary.utf8)).isEmpty)
        try await opened.store.write { tx in _ = try tx.run("DELETE FROM item") }
        try await opened.store.scrub()
        #expect(try folder.files(holding: Data(canary.utf8)) == [])
    }

    @Test func `the version moves with a commit of another connection`() async throws {
        let other = try other
        let before = try opened.store.version()
        try await other.add("one")
        #expect(try opened.store.version() != before)
    }

    @Test func `two connections' writes take turns`() async throws {
        let (one, two) = (opened.store, try other.store)
        try await one.write { tx in _ = try tx.run("INSERT INTO item (name, number) VALUES ('sum', 0)") }
        try await withThrowingTaskGroup { group in
            for number in 0..<60 {
                group.addTask { try await (number.isMultiple(of: 2) ? one : two).increment() }
            }
            try await group.waitForAll()
        }
        #expect(try await one.sum() == 60)
    }

    @Test func `a reader sees one state while others write`() async throws {
        try await opened.add("one")
        let other = try other
        let counts = try await opened.store.read { tx in
            let before = try Items(tx).names().count
            // On a thread of the reader's own, so waiting here holds up nobody else.
            let written = DispatchSemaphore(value: 0)
            Task {
                try await other.add("two")
                written.signal()
            }
            written.wait()
            return [before, try Items(tx).names().count]
        }
        #expect(counts == [1, 1])
        #expect(try await opened.names().count == 2)
    }

    @Test func `a write that must survive a power cut is synchronised in full, and the next one as usual`()
        async throws
    {
        let levels = try await [
            opened.store.write(surviving: .processEnd) { tx in try tx.synchronous },
            opened.store.write(surviving: .powerCut) { tx in try tx.synchronous },
            opened.store.write(surviving: .processEnd) { tx in try tx.synchronous },
        ]
        #expect(levels == [1, 2, 1], "1 is NORMAL, 2 is FULL")
    }

    @Test func `the usual level is back after such a write has failed`() async throws {
        await #expect(throws: Refusal.self) {
            try await opened.store.write(surviving: .powerCut) { _ in throw Refusal() }
        }
        #expect(try await opened.store.write { tx in try tx.synchronous } == 1)
    }

    @Test func `the usual level is back after such a write was cancelled`() async throws {
        let store = opened.store
        let task = Task {
            try await store.write(surviving: .powerCut) { tx in
                withUnsafeCurrentTask { $0?.cancel() }
                try Items(tx).add("one")
            }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await opened.names() == [])
        #expect(try await store.write { tx in try tx.synchronous } == 1)
    }

    @Test func `a store of keys is synchronised in full at every write`() async throws {
        let keys = try SQLiteStore(file: folder["keys.sqlite"], surviving: .powerCut)
        #expect(try await keys.write { tx in try tx.synchronous } == 2)
        #expect(try await keys.write(surviving: .powerCut) { tx in try tx.synchronous } == 2)
    }

    @Test func `a file that is no database is refused as damaged`() throws {
        try Data(repeating: 7, count: 8_192).write(to: folder["letter.txt"])
        #expect(throws: StoreError.damaged) { try SQLiteStore(file: folder["letter.txt"]) }
    }

    @Test func `a folder that is missing is refused as not writable`() {
        #expect(throws: StoreError.notWritable) { try SQLiteStore(file: folder["nowhere/test.sqlite"]) }
    }
}

extension Row {
    /// The value as it is stored.
    fileprivate func value(_ column: String) throws -> SQLValue {
        if let number = try? get(column) as Int64 { return .integer(number) }
        return .text(try get(column))
    }
}

extension Transaction {
    fileprivate var synchronous: Int {
        get throws { try first("PRAGMA synchronous") { try $0.get("synchronous") } ?? -1 }
    }
}
