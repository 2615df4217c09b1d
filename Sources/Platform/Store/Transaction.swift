/// A transaction that is open; valid only inside the closure that received it.
package struct Transaction {
    private let driver: any TransactionDriver

    package init(_ driver: any TransactionDriver) {
        self.driver = driver
    }

    /// Runs a statement that answers nothing.
    /// - Returns: how many rows it changed.
    @discardableResult
    package func run(_ statement: SQL) throws -> Int {
        try driver.run(statement)
    }

    /// The first row of the answer, or nil.
    package func first<Value>(_ query: SQL, _ value: (Row) throws -> Value) throws -> Value? {
        var found: Value?
        try driver.forEach(query) { row in
            found = try value(row)
            return false
        }
        return found
    }

    /// Every row of the answer; queries say their own LIMIT.
    package func all<Value>(_ query: SQL, _ value: (Row) throws -> Value) throws -> [Value] {
        var found: [Value] = []
        try driver.forEach(query) { row in
            found.append(try value(row))
            return true
        }
        return found
    }

    /// Makes concurrent transactions that name the same thing take turns until they end.
    ///
    /// SQLite's single writer does so already; PostgreSQL takes an advisory lock.
    package func serialise(on name: String) throws {
        try driver.serialise(on: name)
    }
}

/// What a database has to offer inside a transaction.
package protocol TransactionDriver {
    func run(_ statement: SQL) throws -> Int

    /// Hands over rows until the closure answers false.
    func forEach(_ query: SQL, _ row: (Row) throws -> Bool) throws

    func serialise(on name: String) throws
}
