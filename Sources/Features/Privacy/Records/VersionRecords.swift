import Store

/// The SQL of `privacy_version`.
struct VersionRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Has every process ask anew at its next decision; belongs into each transaction that changes anybody's state.
    func raise() throws {
        try tx.run("UPDATE privacy_version SET number = number + 1")
    }
}
