import FoundationEssentials
import Kernel
import Purposes
import Store
import Vault

/// What an archive shows of one table of the inventory: every column but those that the inventory leaves out.
struct TableSection: Sendable {
    /// How a column's value becomes JSON.
    enum Form: Hashable, Sendable {
        case key
        case moment
        case plain
        /// Sealed, and opened for the archive.
        case opened(DataCategory)
    }

    struct Column: Hashable, Sendable {
        let name: String
        let form: Form
    }

    let table: InventoryTable
    let columns: [Column]
    let data: [PersonalData]

    /// Nil for a table that is about nobody, or of which nothing is shown.
    init?(_ table: InventoryTable) {
        let shown = table.columns.compactMap { column -> PersonalData? in
            guard case .personal(let data) = column.content, data.export != .omitted else { return nil }
            return data
        }
        guard table.subject != .nobody, !shown.isEmpty else { return nil }
        self.table = table
        data = shown
        columns = table.columns.compactMap(Self.column)
    }

    var name: String { table.name }

    private static func column(_ column: InventoryColumn) -> Column? {
        let isMoment = column.name.hasSuffix("_at") || ["at", "until"].contains(column.name)
        switch column.content {
        case .subject: return nil
        case .key: return Column(name: column.name, form: .key)
        case .impersonal: return Column(name: column.name, form: isMoment ? .moment : .plain)
        case .personal(let data):
            guard data.export != .omitted else { return nil }
            if data.storage == .sealed { return Column(name: column.name, form: .opened(data.category)) }
            return Column(name: column.name, form: isMoment ? .moment : .plain)
        }
    }
}

extension TableSection {
    /// Rows read at once.
    private static let page = 200

    /// Hands over a person's rows one after another, opened; values that are damaged become null.
    /// - Returns: how many values of each column are damaged.
    func forEachRow(
        from archives: Archives,
        upTo limit: Int = .max,
        under permit: borrowing Permit<HonourRights>,
        _ body: (JSONValue) async throws -> Void
    ) async throws -> [String: Int] {
        var damaged: [String: Int] = [:]
        let subject = permit.subject
        let stored = columns.map(\.name)
        let inventory = archives.inventory
        var (cursor, count): (SectionRecords.Cursor?, Int) = (nil, 0)
        while count < limit {
            let (start, size) = (cursor, min(Self.page, limit - count))
            let rows = try await archives.store.read { [table] tx in
                try SectionRecords(tx, inventory: inventory)
                    .page(of: table, columns: stored, about: subject, after: start, limit: size)
            }
            for row in rows {
                try Task.checkCancellation()
                try await body(shown(row, from: archives.vault, under: permit, &damaged))
            }
            count += rows.count
            guard rows.count == size else { return damaged }
            cursor = rows.last?["id"].map { .after($0) } ?? .skipping(count)
        }
        return damaged
    }

    private func shown(
        _ row: SectionRecords.Stored,
        from vault: Vault,
        under permit: borrowing Permit<HonourRights>,
        _ damaged: inout [String: Int]
    ) async throws -> JSONValue {
        var members: [String: JSONValue] = [:]
        for column in columns {
            let value = row[column.name] ?? .null
            switch column.form {
            case .key: members[column.name] = JSONValue(key: value)
            case .moment: members[column.name] = JSONValue(moment: value)
            case .plain: members[column.name] = JSONValue(plain: value)
            case .opened(let category):
                guard case .bytes(let bytes) = value else {
                    members[column.name] = .null
                    continue
                }
                let row = rowID(row) ?? permit.subject.value
                members[column.name] = .null
                do {
                    let sealed = Sealed(bytes, at: try place(of: column.name, row: row))
                    let plain = try await vault.open(sealed, under: permit)
                    members[column.name] = JSONValue(opened: plain, category)
                } catch VaultError.damaged {
                    damaged["\(name).\(column.name)", default: 0] += 1
                }
            }
        }
        return .object(members)
    }

    /// What a sealed value of a row is bound to: the row's id, or its person where rows have none.
    private func rowID(_ row: SectionRecords.Stored) -> UUIDv7? {
        guard case .bytes(let bytes) = row["id"] else { return nil }
        return UUIDv7(bytes: bytes)
    }

    private func place(of column: String, row: UUIDv7) throws -> SealedPlace {
        guard let table = SQLName(name), let column = SQLName(column) else {
            throw InventoryMistake(name: name)
        }
        return SealedPlace(table, column, row: row)
    }
}

extension JSONValue {
    fileprivate init(key value: SQLValue) {
        if case .bytes(let bytes) = value, let id = UUIDv7(bytes: bytes) {
            self = .text(id.text)
        } else {
            self.init(plain: value)
        }
    }

    fileprivate init(moment value: SQLValue) {
        if case .integer(let number) = value {
            self = .text(Timestamp(milliseconds: number).description)
        } else {
            self.init(plain: value)
        }
    }

    fileprivate init(plain value: SQLValue) {
        switch value {
        case .null: self = .null
        case .integer(let number): self = .integer(number)
        case .text(let text): self = .text(text)
        case .bytes(let bytes): self = .text(bytes.base64EncodedString())
        }
    }

    /// What people wrote stays text, whatever it looks like; what we wrote ourselves as JSON is shown as such.
    fileprivate init(opened bytes: Data, _ category: DataCategory) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            self = .text(bytes.base64EncodedString())
            return
        }
        let isTheirs = [.content, .name, .email].contains(category)
        if !isTheirs, let first = text.first, "{[".contains(first), let value = JSONValue.read(bytes) {
            self = value
        } else {
            self = .text(text)
        }
    }
}

extension TableSection {
    /// JSON Schema (2020-12) of the section's file.
    var schema: JSONValue {
        let properties = columns.reduce(into: [String: JSONValue]()) { $0[$1.name] = $1.form.schema }
        return .object([
            "$schema": .text("https://json-schema.org/draft/2020-12/schema"),
            "title": .text(name),
            "type": .text("array"),
            "items": .object([
                "type": .text("object"),
                "additionalProperties": .bool(false),
                "required": .texts(columns.map(\.name).sorted()),
                "properties": .object(properties),
            ]),
        ])
    }
}

extension TableSection.Form {
    fileprivate var schema: JSONValue {
        switch self {
        case .key: .object(["type": .texts(["string", "null"])])
        case .moment: .object(["type": .texts(["string", "null"]), "format": .text("date-time")])
        case .plain: .object(["type": .texts(["string", "integer", "null"])])
        case .opened(let category):
            .object([
                "description": .text("\(category.rawValue), opened for this archive; null when damaged")
            ])
        }
    }
}
