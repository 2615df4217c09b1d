import Foundation
import Store
import TestSupport

/// The implementations of Store; each passes the conformance suite.
enum StoreKind: CaseIterable, Sendable {
    case file
    case memory

    /// An empty store with the table `item`.
    func open() async throws -> OpenedStore {
        let folder = try TempFolder()
        let store: any Store =
            switch self {
            case .file: try SQLiteStore(file: folder["test.sqlite"])
            case .memory: try SQLiteStore()
            }
        try await store.migrate([.item])
        return OpenedStore(store: store, folder: folder)
    }
}

/// A store with the folder that it may lie in.
struct OpenedStore: Sendable {
    let store: any Store
    let folder: TempFolder

    func add(_ name: String) async throws {
        try await store.write { tx in try Items(tx).add(name) }
    }

    func names() async throws -> [String] {
        try await store.read { tx in try Items(tx).names() }
    }
}

/// The SQL of the table that these tests store things in.
struct Items {
    let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func add(_ name: String) throws {
        try tx.run("INSERT INTO item (name) VALUES (\(name))")
    }

    func names() throws -> [String] {
        try tx.all("SELECT name FROM item ORDER BY id") { try $0.get("name") }
    }
}

extension Migration {
    static let item = Migration(
        "test-001-item",
        """
        CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, number INTEGER, content BLOB) STRICT;
        CREATE TABLE part (item_id INTEGER NOT NULL REFERENCES item (id), number INTEGER NOT NULL) STRICT;
        """
    )
}

/// What a test throws to see a transaction undone.
struct Refusal: Error {}
