import Foundation
import Kernel
import Store
import TestSupport
import Testing

/// What every Store does.
@Suite(.timeLimit(.minutes(5)))
struct StoreConformanceTests {
    @Test(arguments: StoreKind.allCases, [Durability.processEnd, .powerCut])
    func `a write that throws changes nothing`(kind: StoreKind, durability: Durability) async throws {
        let opened = try await kind.open()
        await #expect(throws: Refusal.self) {
            try await opened.store.write(surviving: durability) { tx in
                try Items(tx).add("one")
                throw Refusal()
            }
        }
        #expect(try await opened.names() == [])
    }

    @Test(arguments: StoreKind.allCases, [Durability.processEnd, .powerCut])
    func `a write that returns is there for everybody`(kind: StoreKind, durability: Durability) async throws {
        let opened = try await kind.open()
        let seen = try await opened.store.write(surviving: durability) { tx in
            try Items(tx).add("one")
            return try Items(tx).names()
        }
        #expect(seen == ["one"], "a transaction reads its own writes")
        #expect(try await opened.names() == ["one"])
        #expect(try opened.store.glance { tx in try Items(tx).names() } == ["one"])
    }

    @Test(arguments: StoreKind.allCases)
    func `a read cannot write`(kind: StoreKind) async throws {
        let opened = try await kind.open()
        await #expect(throws: StoreError.self) {
            try await opened.store.read { tx in try Items(tx).add("one") }
        }
        #expect(try await opened.names() == [])
    }

    @Test(arguments: StoreKind.allCases)
    func `a broken rule undoes the whole transaction`(kind: StoreKind) async throws {
        let opened = try await kind.open()
        await #expect(throws: StoreError.constraint) {
            try await opened.store.write { tx in
                try Items(tx).add("one")
                try Items(tx).add("one")
            }
        }
        #expect(try await opened.names() == [])
    }

    @Test(arguments: StoreKind.allCases)
    func `writes that come at once take turns`(kind: StoreKind) async throws {
        let opened = try await kind.open()
        try await opened.store.write { tx in
            _ = try tx.run("INSERT INTO item (name, number) VALUES ('sum', 0)")
        }
        try await withThrowingTaskGroup { group in
            for _ in 0..<100 {
                group.addTask { try await opened.store.increment() }
            }
            try await group.waitForAll()
        }
        #expect(try await opened.store.sum() == 100)
    }

    @Test(arguments: StoreKind.allCases)
    func `a cancelled task writes nothing`(kind: StoreKind) async throws {
        let opened = try await kind.open()
        let begin = Latch()
        let task = Task {
            // Cancelled before it begins, whatever the scheduler does.
            try? await begin.wait()
            try await opened.add("one")
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await opened.names() == [])
    }

    @Test(arguments: StoreKind.allCases)
    func `a closed store refuses by name`(kind: StoreKind) async throws {
        let opened = try await kind.open()
        try opened.store.close()
        await #expect(throws: StoreError.closed) { try await opened.names() }
        await #expect(throws: StoreError.closed) { try await opened.add("one") }
        #expect(throws: StoreError.closed) { try opened.store.version() }
        #expect(throws: StoreError.closed) { try opened.store.glance { tx in try Items(tx).names() } }
    }

    @Test(arguments: StoreKind.allCases)
    func `the version moves with each write and with nothing else`(kind: StoreKind) async throws {
        let opened = try await kind.open()
        let before = try opened.store.version()
        _ = try await opened.names()
        #expect(try opened.store.version() == before)
        try await opened.add("one")
        #expect(try opened.store.version() != before)
    }

    @Test(arguments: StoreKind.allCases)
    func `the live schema lists tables and columns, without the migrator's own`(kind: StoreKind) async throws
    {
        let live = try await kind.open().store.liveSchema()
        #expect(
            live.tables == ["item": ["id", "name", "number", "content"], "part": ["item_id", "number"]]
        )
    }
}

extension Store {
    func increment() async throws {
        try await write { tx in
            let sum: Int? = try tx.first("SELECT number FROM item WHERE name = 'sum'") {
                try $0.get("number")
            }
            try tx.run("UPDATE item SET number = \((sum ?? 0) + 1) WHERE name = 'sum'")
        }
    }

    func sum() async throws -> Int? {
        try await read { tx in
            try tx.first("SELECT number FROM item WHERE name = 'sum'") { try $0.get("number") }
        }
    }
}
