import Blobs
package import Kernel
import Store

extension Archives {
    /// Deletes archives whose day is over, those that were handed over, and what nobody remembers.
    ///
    /// - Returns: how many files went.
    @discardableResult
    package func collect() async throws -> Int {
        let now = clock.now()
        try await store.write { tx in
            try ExportRecords(tx).forget(askedBefore: now - Self.memory)
            try ImportRecords(tx).forget(askedBefore: now - Self.memory)
        }
        let names = try await shelf.list().map(\.name)
        guard !names.isEmpty else { return 0 }
        let over = try await store.read { tx in
            try names.filter { try !Self.isNeeded($0, at: now, in: tx) }
        }
        try await shelf.delete(over)
        return over.count
    }

    /// Removes what a crash left half-written; only the process that alone writes here may call it.
    package func recover() async throws {
        try await shelf.recover()
    }

    private static func isNeeded(
        _ name: BlobName,
        at now: Timestamp,
        in tx: Transaction
    ) throws -> Bool {
        let text = name.text.prefix { $0 != "." }
        if let id = ImportID(text) { return try ImportRecords(tx).found(id)?.found.isOpen ?? false }
        guard let id = ExportID(text) else { return false }
        return try ExportRecords(tx).isWaiting(id, at: now)
    }
}

/// The archives of whoever is erased go at once.
extension Archives: SubjectTraces {
    package func delete(of subject: SubjectID) async throws {
        let names = try await store.read { tx in
            try ExportRecords(tx).all(of: subject).map(Self.file)
                + ImportRecords(tx).all(of: subject).map(Self.file)
        }
        try await shelf.delete(names)
    }
}
