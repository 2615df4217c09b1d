package import Blobs
package import Kernel
package import Store

extension Studio {
    /// How old a file is at least before it may be collected: its row is committed moments after it is written.
    static let collectAge: Duration = .hours(1)

    /// Deletes files that no picture refers to and idempotency keys that are over.
    /// - Returns: how many files went.
    @discardableResult
    package func collect() async throws -> Int {
        let (now, store) = (clock.now(), store)
        try await store.write { tx in _ = try RequestRecords(tx).deleteExpired(before: now) }
        return try await blobs.collect(olderThan: now - Self.collectAge) { names in
            let known = try await store.read { tx in
                try ImageRecords(tx).existing(among: names.compactMap(\.image))
            }
            return Set(names.filter { name in name.image.map(known.contains) ?? false })
        }
    }

    /// The files of a person, for their erasure.
    package static func fileNames(of subject: SubjectID, in tx: Transaction) throws -> [BlobName] {
        try ImageRecords(tx).ids(of: subject).flatMap(StoredForm.names)
    }
}
