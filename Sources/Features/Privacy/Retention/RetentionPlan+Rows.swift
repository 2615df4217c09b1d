import Kernel
import Store

extension RetentionPlan.Kept {
    /// What becomes of rows that are over.
    enum Deed {
        case delete(RowsOver)
        /// The people whose id is in the column go, with everything of theirs.
        case erase(RowsOver, subject: SQLName)
        /// The feature deletes them; what is left of them is a fault of its.
        case measure(RowsOver)
        /// They go with their person.
        case nothing
    }

    /// Which rows are over at a moment.
    func deed(at now: Timestamp) throws(InventoryMistake) -> Deed {
        switch keep.end {
        case .withSubject:
            return .nothing
        case .at(let column):
            return .delete(try rows(column, until: now + advance))
        case .after(let column):
            return .delete(try rows(column, until: now - period.duration))
        case .subjectAt(let column):
            guard case .column(let subject) = table.subject, let name = SQLName(subject) else {
                throw InventoryMistake(name: table.name)
            }
            return .erase(try rows(column, until: now + advance), subject: name)
        case .byFeature(since: nil):
            return .nothing
        case .byFeature(since: let column?):
            return .measure(try rows(column, until: now - period.duration))
        }
    }

    private func rows(_ column: String, until limit: Timestamp) throws(InventoryMistake) -> RowsOver {
        guard let name = SQLName(table.name), let moment = SQLName(column),
            let declared = table.columns.first(where: { $0.name == column })
        else { throw InventoryMistake(name: "\(table.name).\(column)") }
        let firstKey = table.columns.first { $0.content == .key }?.name
        let bound: SQL =
            declared.content == .key
            ? "\(UUIDv7(at: limit, counter: 0, chance: 0).bytes)" : "\(limit)"
        return RowsOver(table: name, column: moment, key: firstKey.flatMap { SQLName($0) }, limit: bound)
    }
}
