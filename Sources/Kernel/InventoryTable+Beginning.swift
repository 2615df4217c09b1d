/// Where a row says since when it is there.
package enum RowBeginning: Hashable, Sendable {
    /// A column that holds the moment.
    case moment(column: String)
    /// An id: those that we make up tell when (`UUIDv7`).
    case id(column: String)
}

extension InventoryTable {
    /// Names that a column with the moment of the row's making has, the first that is there counting.
    private static let momentNames = ["made_at", "created_at", "opened_at", "asked_at", "decided_at", "at"]

    /// Since when a row is there, as far as the declaration tells; nil for a table about nobody.
    ///
    /// A row without a moment and without an id of its own is as old as the thing, or else the person, that it names.
    package var beginning: RowBeginning? {
        let names = Set(columns.map(\.name))
        if let name = Self.momentNames.first(where: names.contains) { return .moment(column: name) }
        let keys = columns.filter { $0.content == .key }.map(\.name)
        if let key = keys.first(where: { $0 == "id" }) ?? keys.first { return .id(column: key) }
        return columns.first { $0.content == .subject }.map { .id(column: $0.name) }
    }
}
