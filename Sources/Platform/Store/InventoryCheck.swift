package import Kernel

/// A difference between what is declared and what the database holds.
package enum InventoryDifference: Error, Hashable, Comparable, Sendable, CustomStringConvertible {
    case undeclaredTable(String)
    case undeclaredColumn(table: String, column: String)
    case missingTable(String)
    case missingColumn(table: String, column: String)
    case declaredTwice(String)
    case badSubjectPath(table: String)

    package var description: String {
        switch self {
        case .undeclaredTable(let table):
            "table \(table) is in the database but not in the inventory"
        case .undeclaredColumn(let table, let column):
            "column \(table).\(column) is in the database but not in the inventory"
        case .missingTable(let table):
            "table \(table) is in the inventory but not in the database"
        case .missingColumn(let table, let column):
            "column \(table).\(column) is in the inventory but not in the database"
        case .declaredTwice(let name):
            "\(name) is in the inventory twice"
        case .badSubjectPath(let table):
            "table \(table) does not lead to the subject that its inventory names"
        }
    }
}

/// The refusal to start (`undeclared_store`): names every difference.
package struct UndeclaredStore: Error, Hashable, CustomStringConvertible {
    package let differences: [InventoryDifference]

    package var description: String {
        "undeclared_store: " + differences.map(\.description).joined(separator: "; ")
    }
}

extension LiveSchema {
    /// Compares the declared inventory with what is there.
    /// - Throws: `UndeclaredStore` on any difference.
    package func check(against inventory: [InventoryTable]) throws(UndeclaredStore) {
        let differences = differences(from: inventory)
        guard differences.isEmpty else { throw UndeclaredStore(differences: differences) }
    }

    private func differences(from inventory: [InventoryTable]) -> [InventoryDifference] {
        let declared = Dictionary(inventory.map { ($0.name, $0) }) { first, _ in first }
        let repeated = Dictionary(grouping: inventory, by: \.name).filter { $0.value.count > 1 }.keys
        let undeclared = Set(tables.keys).subtracting(declared.keys)
        return
            (repeated.map { .declaredTwice($0) }
            + undeclared.map { .undeclaredTable($0) }
            + declared.values.flatMap { table in differences(of: table, among: declared) }).sorted()
    }

    private func differences(
        of table: InventoryTable,
        among declared: [String: InventoryTable]
    ) -> [InventoryDifference] {
        guard let live = tables[table.name] else { return [.missingTable(table.name)] }
        let names = table.columns.map(\.name)
        let repeated = Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys
        return repeated.map { .declaredTwice("\(table.name).\($0)") }
            + Set(live).subtracting(names).map { .undeclaredColumn(table: table.name, column: $0) }
            + Set(names).subtracting(live).map { .missingColumn(table: table.name, column: $0) }
            + (leadsSomewhere(table, among: declared) ? [] : [.badSubjectPath(table: table.name)])
    }

    private func leadsSomewhere(_ table: InventoryTable, among declared: [String: InventoryTable]) -> Bool {
        let names = Set(table.columns.map(\.name))
        switch table.subject {
        case .nobody:
            return table.columns.allSatisfy { column in
                switch column.content {
                case .impersonal, .key: true
                case .subject: false
                // What outlives its person leads to nobody any more.
                case .personal(let data): if case .keep = data.erase { true } else { false }
                }
            }
        case .column(let name):
            return table.columns.contains { $0.name == name && $0.content == .subject }
        case .through(let name, let other):
            return names.contains(name) && declared[other].map { $0.subject != .nobody } ?? false
        }
    }
}
