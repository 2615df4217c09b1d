import Foundation
import Kernel
import Store
import TestSupport
import Testing

/// What every Store does with values.
@Suite(.timeLimit(.minutes(5)))
struct StoreValueTests {
    static let hostile = [
        "", "'", "''", "\"", "'; DROP TABLE item; --", "x' OR '1'='1", "\\'", "?", "$1", ":name", "%_", "貓 😀",
        "line\nline", "/* */ --",
    ]

    @Test(arguments: StoreKind.allCases, hostile)
    func `a value is bound and never becomes text of the statement`(
        kind: StoreKind,
        value: String
    ) async throws {
        let opened = try await kind.open()
        try await opened.add("other")
        try await opened.add(value)
        let found: [String] = try await opened.store.read { tx in
            try tx.all("SELECT name FROM item WHERE name = \(value)") { try $0.get("name") }
        }
        #expect(found == [value])
        #expect(try await opened.names() == ["other", value])
    }

    @Test(arguments: StoreKind.allCases, ["\0", "a\0b", "a\0"])
    func `a text with a zero byte is refused, not cut off`(kind: StoreKind, value: String) async throws {
        let opened = try await kind.open()
        await #expect(throws: StoreError.constraint) { try await opened.add(value) }
        #expect(try await opened.names() == [])
    }

    @Test(arguments: StoreKind.allCases, [0, 1, 255, 1_000_000])
    func `bytes come back as they went`(kind: StoreKind, count: Int) async throws {
        let bytes = Data(Randomness.seeded().bytes(count))
        #expect(try await kind.open().store.echo(content: bytes) == bytes)
    }

    @Test(arguments: StoreKind.allCases, [Int64.min, -1, 0, 1, .max])
    func `numbers come back as they went`(kind: StoreKind, number: Int64) async throws {
        let store = try await kind.open().store
        #expect(try await store.echo(number: number) == number)
        #expect(
            try await store.echo(number: Timestamp(milliseconds: number)) == Timestamp(milliseconds: number)
        )
        #expect(try await store.echo(number: Credits(number)) == Credits(number))
    }

    @Test(arguments: StoreKind.allCases)
    func `our own types come back as they went`(kind: StoreKind) async throws {
        let store = try await kind.open().store
        #expect(try await store.echo(number: true) == true)
        #expect(try await store.echo(number: false) == false)
        #expect(try await store.echo(number: Seed(clamping: .max)) == Seed(clamping: .max))
        #expect(try await store.echo(content: JobID.sample(9)) == JobID.sample(9))
    }

    @Test(arguments: StoreKind.allCases)
    func `NULL reads as nil, and only where nil is expected`(kind: StoreKind) async throws {
        let store = try await kind.open().store
        #expect(try await store.echo(number: nil as Int?) == .some(nil))
        await #expect(throws: StoreError.unreadable(column: "number")) {
            try await store.read { tx in
                try tx.first("SELECT number FROM item") { row -> Int in try row.get("number") }
            }
        }
    }

    @Test(
        arguments: StoreKind.allCases,
        [
            "SELECT 'text' AS value", "SELECT x'00' AS value", "SELECT 1.5 AS value", "SELECT 2 AS other",
            "SELECT 9223372036854775807 AS value",
        ]
    )
    func `a value of another kind or range is refused by its column`(
        kind: StoreKind,
        query: String
    ) async throws {
        let store = try await kind.open().store
        await #expect(throws: StoreError.unreadable(column: "value")) {
            try await store.read { tx in
                try tx.first(SQL(stringLiteral: query)) { row -> Seed in try row.get("value") }
            }
        }
    }

    @Test(arguments: StoreKind.allCases, [[], ["b"], ["a", "c", "x"]])
    func `a list holds its values, an empty one nothing`(kind: StoreKind, wanted: [String]) async throws {
        let opened = try await kind.open()
        for name in ["a", "b", "c"] { try await opened.add(name) }
        let names: [String] = try await opened.store.read { tx in
            try tx.all("SELECT name FROM item WHERE name IN (\(list: wanted)) ORDER BY name") {
                try $0.get("name")
            }
        }
        #expect(names == wanted.filter { $0 != "x" })
    }

    @Test(arguments: StoreKind.allCases)
    func `a statement tells how many rows it changed`(kind: StoreKind) async throws {
        let opened = try await kind.open()
        for name in ["a", "b", "c"] { try await opened.add(name) }
        let counts = try await opened.store.write { tx in
            try [
                tx.run("UPDATE item SET number = 1 WHERE name <> 'a'"),
                tx.run("DELETE FROM item WHERE name = 'x'"),
                tx.run("DELETE FROM item"),
            ]
        }
        #expect(counts == [2, 0, 3])
    }

    @Test(arguments: StoreKind.allCases)
    func `a change that returns rows is done even if only the first is read`(kind: StoreKind) async throws {
        let opened = try await kind.open()
        for name in ["a", "b", "c"] { try await opened.add(name) }
        let first: String? = try await opened.store.write { tx in
            try tx.first("DELETE FROM item WHERE name <> 'c' RETURNING name") { try $0.get("name") }
        }
        #expect(first == "a")
        #expect(try await opened.names() == ["c"])
    }

    @Test(arguments: StoreKind.allCases)
    func `a column takes only its own type`(kind: StoreKind) async throws {
        let store = try await kind.open().store
        await #expect(throws: StoreError.constraint) {
            try await store.write { tx in
                try tx.run("INSERT INTO item (name, number) VALUES ('a', \("many"))")
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a row cannot point at one that is not there`(kind: StoreKind) async throws {
        let store = try await kind.open().store
        await #expect(throws: StoreError.constraint) {
            try await store.write { tx in try tx.run("INSERT INTO part (item_id, number) VALUES (99, 1)") }
        }
    }
}

extension Store {
    func echo<Value: SQLConvertible>(number value: Value?) async throws -> Value? {
        try await write { tx in
            try tx.run("DELETE FROM item")
            try tx.run("INSERT INTO item (name, number) VALUES ('a', \(value))")
            return try tx.first("SELECT number FROM item") { row -> Value? in try row.get("number") } ?? nil
        }
    }

    func echo<Value: SQLConvertible>(content value: Value) async throws -> Value? {
        try await write { tx in
            try tx.run("DELETE FROM item")
            try tx.run("INSERT INTO item (name, content) VALUES ('a', \(value))")
            return try tx.first("SELECT content FROM item") { try $0.get("content") }
        }
    }
}
