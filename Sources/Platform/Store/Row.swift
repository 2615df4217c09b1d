/// One row of an answer; valid only inside the closure that received it.
package struct Row {
    private let read: (_ column: String) -> SQLValue?

    package init(reading read: @escaping (_ column: String) -> SQLValue?) {
        self.read = read
    }

    /// The column's value.
    /// - Throws: `StoreError.unreadable` when it is missing, NULL or of another kind.
    package func get<Value: SQLReadable>(_ column: String) throws -> Value {
        guard let stored = read(column), let value = Value(sqlValue: stored) else {
            throw StoreError.unreadable(column: column)
        }
        return value
    }

    /// The column's value, or nil for NULL.
    package func get<Value: SQLReadable>(_ column: String) throws -> Value? {
        guard let stored = read(column) else { throw StoreError.unreadable(column: column) }
        if stored == .null { return nil }
        guard let value = Value(sqlValue: stored) else { throw StoreError.unreadable(column: column) }
        return value
    }
}
