import Foundation
package import Kernel
import Store
import Vault

/// A value that was seeded and that nothing else holds.
package struct Canary: Hashable, Sendable {
    /// `table.column`.
    package let place: String
    package let text: String
}

extension TestInstallation {
    /// Somebody with a key, and nothing else yet.
    package func newPerson() async throws -> SubjectID {
        let person = SubjectID(UUIDv7(at: time.now, counter: 0, chance: .random(in: 0...UInt64.max)))
        try await ring.makeKey(for: person)
        return person
    }

    /// Puts a row about somebody into every table about people, of those that `isMeant` picks.
    /// - Returns: what it put there.
    /// - Throws: `SeedFailure`, which says what to add where.
    @discardableResult
    package func seed(
        about person: SubjectID,
        in isMeant: (InventoryTable) -> Bool = { _ in true }
    ) async throws -> [Canary] {
        let tables = Self.inventory.filter { table in
            table.keep != nil && !SeedWords.madeByErasure.contains(table.name) && isMeant(table)
        }
        return try await store.write { tx in
            var seeding = Seeding(tx, about: person, now: time.now)
            for table in tables { try seeding.seed(table) }
            return seeding.canaries
        }
    }

    /// Puts a row about somebody into one table, with a moment in one column.
    package func seed(
        _ table: InventoryTable,
        about person: SubjectID,
        _ column: String,
        at moment: Timestamp
    ) async throws {
        try await store.write { tx in
            var seeding = Seeding(tx, about: person, now: time.now)
            seeding.moments["\(table.name).\(column)"] = moment
            try seeding.seed(table)
        }
    }
}

/// Rows about one person, one a table, derived from the live schema.
private struct Seeding {
    private let tx: Transaction
    private let person: SubjectID
    private let now: Timestamp
    var moments: [String: Timestamp] = [:]
    private(set) var canaries: [Canary] = []
    /// What stands in the seeded rows, by `table.column`, for those that refer to them.
    private var values: [String: SQLValue] = [:]
    private var seeded: Set<String> = []

    init(_ tx: Transaction, about person: SubjectID, now: Timestamp) {
        (self.tx, self.person, self.now) = (tx, person, now)
    }

    private struct LiveColumn {
        let name: String
        let type: String
    }

    mutating func seed(_ table: InventoryTable) throws {
        guard seeded.insert(table.name).inserted, let name = SQLName(table.name) else { return }
        let (references, words) = (try references(of: table), try closedWords(of: table))
        let columns = try tx.all("SELECT name, type FROM pragma_table_info(\(table.name))") {
            LiveColumn(name: try $0.get("name"), type: try $0.get("type"))
        }
        var pairs: [(SQLName, SQLValue)] = []
        for column in columns {
            guard let column = SQLName(column.name).map({ ($0, column) }) else { continue }
            pairs.append((column.0, try value(of: column.1, in: table, references, words)))
        }
        for (column, value) in pairs { values["\(table.name).\(column.text)"] = value }
        let names: SQL = pairs.map(\.0).dropFirst().reduce("\(name: pairs[0].0)") { "\($0), \(name: $1)" }
        let row: SQL = pairs.map(\.1).dropFirst().reduce("\(value: pairs[0].1)") { "\($0), \(value: $1)" }
        do {
            try tx.run("INSERT INTO \(name: name) (\(names)) VALUES (\(row)) ON CONFLICT DO NOTHING")
        } catch {
            throw SeedFailure(table: table.name, reason: "\(error)")
        }
    }

    private mutating func value(
        of column: LiveColumn,
        in table: InventoryTable,
        _ references: [String: (table: String, column: String)],
        _ words: [String: String]
    ) throws -> SQLValue {
        let place = "\(table.name).\(column.name)"
        let content = table.columns.first { $0.name == column.name }?.content
        if let moment = moments[place] { return .integer(moment.milliseconds) }
        if let value = SeedWords.columns[place] ?? SeedWords.names[column.name] { return value }
        if content == .subject { return person.sqlValue }
        if let target = references[column.name] {
            guard let other = TestInstallation.inventory.first(where: { $0.name == target.table }) else {
                throw SeedFailure(table: table.name, reason: "it refers to \(target.table)")
            }
            if let own = try ownRow(of: other, target.column) { return own }
            try seed(other)
            return values["\(target.table).\(target.column)"] ?? .null
        }
        if column.type == "INTEGER" {
            return .integer(words[column.name].flatMap { Int64($0) } ?? now.milliseconds)
        }
        if let word = words[column.name] { return .text(word) }
        let canary = Canary(place: place, text: Self.word())
        canaries.append(canary)
        return column.type == "BLOB" ? .bytes(Data(canary.text.utf8)) : .text(canary.text)
    }

    /// What an own row of another table holds, if there is one: a seed beside it would be a second picture without files.
    private func ownRow(of table: InventoryTable, _ column: String) throws -> SQLValue? {
        guard !seeded.contains(table.name), case .column(let subject) = table.subject,
            let (name, own, id) = SQLName(table.name).flatMap({ name in
                SQLName(subject).flatMap { own in SQLName(column).map { (name, own, $0) } }
            })
        else { return nil }
        let bytes: Data? = try tx.first(
            "SELECT \(name: id) AS own FROM \(name: name) WHERE \(name: own) = \(person)"
        ) { try $0.get("own") }
        return bytes.map(SQLValue.bytes)
    }

    /// Sixteen letters and digits, as many as an id has bytes.
    private static func word() -> String {
        String((0..<16).map { _ in "abcdefghijkmnpqrstuvwxyz23456789".randomElement() ?? "a" })
    }

    /// What columns refer to, by the schema's foreign keys and by the inventory's paths.
    private func references(of table: InventoryTable) throws -> [String: (table: String, column: String)] {
        var found = Dictionary(
            try tx.all(
                #"SELECT "from" AS own, "table" AS other, coalesce("to", 'id') AS there FROM pragma_foreign_key_list(\#(table.name))"#
            ) { row in
                (
                    try row.get("own") as String,
                    (try row.get("other") as String, try row.get("there") as String)
                )
            }
        ) { first, _ in first }
        if case .through(let column, let other) = table.subject { found[column] = (other, "id") }
        return found.mapValues { (table: $0.0, column: $0.1) }
    }

    /// The first word of each list, and the least of each range, that a `CHECK` closes.
    private func closedWords(of table: InventoryTable) throws -> [String: String] {
        let text: String? = try tx.first("SELECT sql FROM sqlite_schema WHERE name = \(table.name)") {
            try $0.get("sql")
        }
        let lists = (text ?? "").matches(of: /([a-z_]+) (?:IN \(\s*|BETWEEN )'?([A-Za-z0-9_.\-]+)'?/)
        return Dictionary(lists.map { (String($0.1), String($0.2)) }) { first, _ in first }
    }
}

extension SQL.StringInterpolation {
    fileprivate mutating func appendInterpolation(value: SQLValue) {
        appendInterpolation(Seed(sqlValue: value))
    }
}

/// A value of any kind, bound as it is.
private struct Seed: SQLBindable {
    let sqlValue: SQLValue
}
