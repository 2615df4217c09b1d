import Store
import TestSupport
import Testing

/// What every Store does with its schema.
struct MigrationTests {
    static let second = Migration("test-002-more", "ALTER TABLE item ADD COLUMN more TEXT;")
    static let third = Migration("test-003-rename", "ALTER TABLE item RENAME COLUMN more TO most;")
    static let broken = Migration(
        "test-002-broken",
        "CREATE TABLE half (a INTEGER) STRICT; CREATE TABLE item (a INTEGER);"
    )

    @Test(arguments: StoreKind.allCases)
    func `steps run in their order`(kind: StoreKind) async throws {
        let store = try await kind.open().store
        try await store.migrate([.item, Self.second, Self.third])
        #expect(try await store.liveSchema().tables["item"]?.last == "most")
        #expect(
            try await store.appliedMigrations() == [Migration.item.name, Self.second.name, Self.third.name]
        )
    }

    @Test(arguments: StoreKind.allCases)
    func `a step that ran once never runs again`(kind: StoreKind) async throws {
        let opened = try await kind.open()
        try await opened.add("kept")
        try await opened.store.migrate([.item])
        try await opened.store.migrate([.item, Self.second])
        #expect(try await opened.names() == ["kept"])
    }

    @Test(arguments: StoreKind.allCases)
    func `a step that fails leaves nothing of itself and all of what came before`(
        kind: StoreKind
    ) async throws {
        let store = try await kind.open().store
        await #expect(throws: StoreError.self) { try await store.migrate([.item, Self.broken]) }
        #expect(Set(try await store.liveSchema().tables.keys) == ["item", "part"])
        #expect(try await store.appliedMigrations() == [Migration.item.name])
    }

    @Test(arguments: StoreKind.allCases)
    func `a database that a newer program made is refused by the step's name`(kind: StoreKind) async throws {
        let store = try await kind.open().store
        try await store.migrate([.item, Self.second])
        await #expect(throws: StoreError.schemaTooNew(migration: "test-002-more")) {
            try await store.migrate([.item])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `the whole product's steps make the schema that its inventory declares`(kind: StoreKind) async throws
    {
        let folder = try TempFolder()
        let store = try kind == .file ? SQLiteStore(file: folder["nbp.sqlite"]) : SQLiteStore()
        try await store.migrate(TestInstallation.migrations)
        try await store.liveSchema().check(against: TestInstallation.inventory)
    }

    @Test func `no two steps share a name`() {
        let names = TestInstallation.migrations.map(\.name)
        #expect(Set(names).count == names.count)
    }
}
