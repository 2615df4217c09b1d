import Blobs
package import Kernel
import Store

extension Archives {
    /// Between the moment of an archive's id and that of its row at most: as long as it may arrive, and what follows.
    private static let unknownFor: Duration = arrivalPatience + .seconds(600)

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
        let over = try await unneeded(at: now)
        try await shelf.delete(over)
        return over.count
    }

    /// How many archives that were asked for before a moment are there although nobody needs them.
    package func unneeded(askedBefore limit: Timestamp) async throws -> Int {
        try await unneeded(at: clock.now()).filter { name in
            let text = Self.id(in: name)
            let moment = ExportID(text)?.value.moment ?? ImportID(text)?.value.moment
            return moment.map { $0 < limit } ?? true
        }.count
    }

    private func unneeded(at now: Timestamp) async throws -> [BlobName] {
        let names = try await shelf.list().map(\.name)
        guard !names.isEmpty else { return [] }
        return try await store.read { tx in try names.filter { try !Self.isNeeded($0, at: now, in: tx) } }
    }

    /// Removes what a crash left half-written; only the process that alone writes here may call it.
    package func recover() async throws {
        try await shelf.recover()
    }

    private static func id(in name: BlobName) -> Substring { name.text.prefix { $0 != "." } }

    private static func isNeeded(
        _ name: BlobName,
        at now: Timestamp,
        in tx: Transaction
    ) throws -> Bool {
        let text = id(in: name)
        if let id = ImportID(text) {
            // It may be here whole a moment before its row is, and then it is not rubbish.
            return try ImportRecords(tx).found(id)?.found.isOpen ?? (now < id.value.moment + unknownFor)
        }
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
